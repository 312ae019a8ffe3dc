package dev.whence.libraries;

import com.google.common.eventbus.AsyncEventBus;
import com.google.common.eventbus.Subscribe;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

final class GuavaEvents implements Library {
    @Override
    public void measure(Session session) {
        session.of("Guava", AsyncEventBus.class)
                .row("AsyncEventBus", Client::new, (client, operation) -> client.events.post(operation))
                .row(
                        "sequential executor",
                        Client::new,
                        (client, operation) -> client.sequential.execute(() -> {
                            operation.seen();
                            operation.awaitAllStarted();
                        }))
                .row("ListenableFuture", Client::new, (client, operation) -> client.listening
                        .submit(operation::awaitAllStarted)
                        .addListener(operation::seen, Runnable::run));
    }

    /** Its method is called by the bus. */
    static final class Client {
        private final ExecutorService threads = Executors.newFixedThreadPool(2);
        private final ListeningExecutorService listening = MoreExecutors.listeningDecorator(threads);
        private final Executor sequential = MoreExecutors.newSequentialExecutor(threads);
        private final AsyncEventBus events = new AsyncEventBus(threads);

        Client() {
            events.register(this);
        }

        @Subscribe
        void handle(Operation operation) {
            operation.seen();
        }
    }
}
