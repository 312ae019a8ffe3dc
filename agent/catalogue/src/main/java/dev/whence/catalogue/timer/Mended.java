package dev.whence.catalogue.timer;

import dev.whence.catalogue.Shop;
import java.util.Timer;
import java.util.TimerTask;

/** The program without the bug. */
final class Mended {
    private static final Timer TIMER = new Timer("housekeeping");

    public static void main(String[] args) throws InterruptedException {
        TIMER.schedule(new RemoveOldCarts(), 50, 100);
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
            try {
                remove(null);
            } catch (RuntimeException e) {
                System.out.println("a cart stays");
            }
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

    private Mended() {}
}
