package dev.whence.catalogue;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Somebody who asks the shop for something, and does not wait for ever. */
public final class Customer {
    private static final long PATIENCE = Long.getLong("customer.patience", 2000);

    /** Prints the answer. */
    public static void asks(String question, Future<?> answer) throws InterruptedException {
        try {
            System.out.println(question + ": " + answer.get(PATIENCE, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            System.out.println(question + ": no answer");
        } catch (ExecutionException e) {
            System.out.println(question + ": sorry, " + e.getMessage());
        }
    }

    private Customer() {}
}
