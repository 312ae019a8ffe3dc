package dev.whence.catalogue.closed;

import dev.whence.catalogue.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** The program without the bug. */
final class Mended {
    private static final ExecutorService DATABASE = Executors.newFixedThreadPool(2, Threads.named("database"));
    private static final CountDownLatch BUSY = new CountDownLatch(1);

    private static final class Connection implements AutoCloseable {
        private final AtomicBoolean isClosed = new AtomicBoolean();

        String query() {
            awaitTurn();
            if (isClosed.get()) {
                throw new IllegalStateException("the connection is closed");
            }
            return "21 EUR";
        }

        @Override
        public void close() {
            isClosed.set(true);
        }
    }

    public static void main(String[] args) {
        CompletableFuture<String> price = price();
        BUSY.countDown();
        price.handle(Mended::show).join();
        DATABASE.shutdown();
    }

    private static CompletableFuture<String> price() {
        Connection connection = new Connection();
        return CompletableFuture.supplyAsync(connection::query, DATABASE)
                .whenComplete((price, failure) -> connection.close());
    }

    private static Void show(String price, Throwable failure) {
        if (failure == null) {
            System.out.println(price);
        } else {
            failure.printStackTrace();
        }
        return null;
    }

    private static void awaitTurn() {
        try {
            BUSY.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Mended() {}
}
