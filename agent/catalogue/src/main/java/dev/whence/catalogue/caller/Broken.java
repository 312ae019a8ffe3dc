package dev.whence.catalogue.caller;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

@Bug(
        title = "A failure in a pool, and which caller has caused it",
        kind = Kind.STACK,
        source = "https://github.com/hazelcast/hazelcast/pull/17614",
        story = "Labels are printed on a pool, for several callers. One of them passes no name. The stack trace "
                + "shows that the name is null, and ends in the pool. It does not show who has asked for the "
                + "label.",
        mend = "The caller has a name for gifts without one.",
        tool = Tool.TRACE,
        sign = "Broken.gift")
final class Broken {
    private static final ExecutorService PRINTER = Executors.newSingleThreadExecutor(Threads.named("printer"));

    public static void main(String[] args) {
        order("Ann");
        gift(null);
        returns("Bob");
        PRINTER.shutdown();
    }

    private static void order(String customer) {
        label(customer);
    }

    private static void gift(String sender) {
        label(sender); // the bug
    }

    private static void returns(String customer) {
        label(customer);
    }

    private static void label(String name) {
        PRINTER.execute(() -> print(name));
    }

    private static void print(String name) {
        System.out.println("from " + name.toUpperCase(java.util.Locale.ROOT));
    }

    private Broken() {}
}
