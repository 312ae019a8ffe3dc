package dev.whence.catalogue.caller;

import dev.whence.catalogue.Threads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The program without the bug. */
final class Mended {
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
        label(sender == null ? "a friend" : sender);
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

    private Mended() {}
}
