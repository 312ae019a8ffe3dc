package dev.whence.libraries;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

final class MutinyStreams implements Library {
    @Override
    public void measure(Session session) {
        session.of("Mutiny", Uni.class)
                .row("emitOn", Client::new, (client, operation) -> Uni.createFrom()
                        .item(1)
                        .emitOn(client.threads)
                        .subscribe()
                        .with(value -> operation.seen()))
                .row("runSubscriptionOn", Client::new, (client, operation) -> Uni.createFrom()
                        .item(() -> 1)
                        .runSubscriptionOn(client.threads)
                        .subscribe()
                        .with(value -> operation.seen()))
                .row("delayIt", Client::new, (client, operation) -> Uni.createFrom()
                        .item(1)
                        .onItem()
                        .delayIt()
                        .by(Duration.ofMillis(20))
                        .subscribe()
                        .with(value -> operation.seen()))
                .row("values of one stream", List.of("emitOn", "concatMap"), Client::new, Client::emit)
                .row("subscribers of one stream", List.of("subscriber"), Client::new, Client::subscribe);
    }

    /** A stream into which all operations emit, and to which all subscribe. */
    private static final class Client {
        private final ExecutorService threads = Executors.newFixedThreadPool(2);
        private final BroadcastProcessor<Operation> stream = BroadcastProcessor.create();

        Client() {
            stream.onOverflow()
                    .bufferUnconditionally()
                    .emitOn(threads)
                    .subscribe()
                    .with(operation -> note(operation, "emitOn"));
            stream.onOverflow()
                    .bufferUnconditionally()
                    .onItem()
                    .transformToUniAndConcatenate(
                            operation -> Uni.createFrom().item(operation).emitOn(threads))
                    .subscribe()
                    .with(operation -> note(operation, "concatMap"));
        }

        /** All the others arrive while the first one is handled. */
        private static void note(Operation operation, String point) {
            operation.seen(point);
            operation.awaitAllStarted();
        }

        void emit(Operation operation) {
            stream.onNext(operation);
        }

        void subscribe(Operation operation) {
            Multi<Operation> values = stream.onOverflow().bufferUnconditionally();
            values.emitOn(threads).subscribe().with(value -> operation.seen("subscriber"));
            operation.whenAllStarted(() -> emit(operation));
        }
    }
}
