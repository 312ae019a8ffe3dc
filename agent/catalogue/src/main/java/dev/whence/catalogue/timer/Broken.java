package dev.whence.catalogue.timer;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Shop;
import dev.whence.catalogue.Tool;
import java.util.Timer;
import java.util.TimerTask;

@Bug(
        title = "A timer that a task has ended",
        kind = Kind.TIME,
        source = "https://github.com/d2iq-archive/marathon/issues/309",
        story = "A java.util.Timer has one thread. When one task throws, the thread ends, and with it all other "
                + "tasks. Who schedules the next task is told that the timer was cancelled, which nobody has done.",
        mend = "The task catches all exceptions.",
        tool = Tool.FINDING,
        sign = "dead-periodic-task",
        symptom = "no reminders: Timer already cancelled.")
final class Broken {
    private static final Timer TIMER = new Timer("housekeeping");

    public static void main(String[] args) throws InterruptedException {
        TIMER.schedule(new RemoveOldCarts(), 50, 100); // the bug
        Thread.sleep(1000);
        try {
            TIMER.schedule(new SendReminders(), 50);
        } catch (IllegalStateException e) {
            System.out.println("no reminders: " + e.getMessage());
        }
        Shop.isOpen();
        TIMER.cancel();
    }

    private static final class RemoveOldCarts extends TimerTask {
        @Override
        public void run() {
            System.out.println("removing carts");
            remove(null);
        }

        private static void remove(String cart) {
            if (cart.isBlank()) {
                System.out.println("an empty cart");
            }
        }
    }

    private static final class SendReminders extends TimerTask {
        @Override
        public void run() {
            System.out.println("sending reminders");
        }
    }

    private Broken() {}
}
