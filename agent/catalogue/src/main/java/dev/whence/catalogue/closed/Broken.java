package dev.whence.catalogue.closed;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

@Bug(
        title = "A resource that is closed before the work that needs it",
        kind = Kind.STACK,
        source = "https://github.com/playframework/playframework/pull/7862",
        story = "The method asks the database on another thread, returns the future, and closes the connection "
                + "on its way out. The stack trace ends in the pool: it does not show where the connection was "
                + "opened, nor who has submitted the query.",
        mend = "The connection is closed when the query is complete.",
        tool = Tool.TRACE,
        sign = "the connection is closed")
final class Broken {
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
        price.handle(Broken::show).join();
        DATABASE.shutdown();
    }

    private static CompletableFuture<String> price() {
        try (Connection connection = new Connection()) {
            return CompletableFuture.supplyAsync(connection::query, DATABASE); // the bug
        }
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

    private Broken() {}
}
