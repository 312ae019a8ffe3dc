package dev.whence.catalogue.submit;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Shop;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

@Bug(
        title = "A failure of a task that was submitted, and not executed",
        kind = Kind.FAILURE,
        source = "https://github.com/palantir/gradle-baseline/issues/938",
        story = "submit stores what a task throws in the future that it returns. If nobody keeps the future, the "
                + "failure is lost. With execute, it would reach the handler for uncaught exceptions, which prints "
                + "it. In the issue a component had been broken for months.",
        mend = "The mail is given to execute, and not to submit.",
        tool = Tool.FINDING,
        sign = "unobserved-failure",
        symptom = "order 7782 is confirmed")
@SuppressWarnings("FutureReturnValueIgnored")
final class Broken {
    private static final ExecutorService MAILS = Executors.newFixedThreadPool(2, Threads.named("mails"));

    public static void main(String[] args) throws InterruptedException {
        confirm("order 7781", "ann@example.com");
        confirm("order 7782", "bob");
        Shop.isOpen();
        MAILS.shutdown();
    }

    private static void confirm(String order, String address) {
        System.out.println(order + " is confirmed");
        Runnable mail = () -> send(order, address);
        MAILS.submit(mail); // the bug
    }

    private static void send(String order, String address) {
        if (!address.contains("@")) {
            throw new IllegalArgumentException(address + " is no address for " + order);
        }
    }

    private Broken() {}
}
