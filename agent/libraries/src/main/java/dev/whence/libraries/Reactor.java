package dev.whence.libraries;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reactor without any setting. */
final class Reactor implements Library {
    @Override
    public void measure(Session session) {
        session.of("Reactor", Flux.class)
                .row("publishOn", Client::new, (client, operation) -> Flux.just(1, 2)
                        .publishOn(client.scheduler)
                        .subscribe(value -> operation.seen()))
                .row("subscribeOn", Client::new, (client, operation) -> Mono.fromRunnable(operation::seen)
                        .subscribeOn(client.scheduler)
                        .subscribe())
                .row("delayElement", Client::new, (client, operation) -> Mono.just(1)
                        .delayElement(Duration.ofMillis(20), client.scheduler)
                        .subscribe(value -> operation.seen()))
                .row("flatMap, publishOn", Client::new, (client, operation) -> Flux.range(0, 4)
                        .flatMap(value -> Mono.just(value).publishOn(client.scheduler))
                        .doOnComplete(operation::seen)
                        .subscribe(value -> operation.sees()))
                .row("concatMap, publishOn", Client::new, (client, operation) -> Flux.range(0, 4)
                        .concatMap(value -> Mono.just(value).publishOn(client.scheduler))
                        .doOnComplete(operation::seen)
                        .subscribe(value -> operation.sees()))
                .row("parallel, runOn", Client::new, (client, operation) -> Flux.range(0, 4)
                        .parallel(2)
                        .runOn(client.scheduler)
                        .doOnNext(value -> operation.sees())
                        .sequential()
                        .doOnComplete(operation::seen)
                        .subscribe())
                .row("bufferTimeout", Client::new, (client, operation) -> Flux.just(1)
                        .concatWith(Mono.never())
                        .bufferTimeout(2, Duration.ofMillis(20), client.scheduler)
                        .subscribe(values -> operation.seen()))
                .row(
                        "values of one stream",
                        List.of("publishOn", "concatMap", "bufferTimeout"),
                        Stream::new,
                        Stream::emit)
                .row("subscribers of one stream", List.of("subscriber"), Stream::new, Stream::subscribe)
                .row("share", Shared::new, Shared::get);
    }

    private static final class Client {
        final Scheduler scheduler = Schedulers.newParallel("measured", 2);
    }

    /** One stream into which all operations emit, and to which all subscribe. */
    private static final class Stream {
        private final Client client = new Client();
        private final Sinks.Many<Operation> sink = Sinks.many().multicast().onBackpressureBuffer(1000, false);

        Stream() {
            Flux<Operation> values = sink.asFlux();
            values.publishOn(client.scheduler).subscribe(operation -> note(operation, "publishOn"));
            values.concatMap(operation -> Mono.just(operation).publishOn(client.scheduler))
                    .subscribe(operation -> note(operation, "concatMap"));
            values.bufferTimeout(4, Duration.ofMillis(20), client.scheduler)
                    .subscribe(operations -> operations.forEach(operation -> operation.seen("bufferTimeout")));
        }

        /** All the others arrive while the first one is handled. */
        private static void note(Operation operation, String point) {
            operation.seen(point);
            operation.awaitAllStarted();
        }

        void emit(Operation operation) {
            sink.tryEmitNext(operation).orThrow();
        }

        void subscribe(Operation operation) {
            sink.asFlux().publishOn(client.scheduler).subscribe(value -> operation.seen("subscriber"));
            operation.whenAllStarted(() -> emit(operation));
        }
    }

    /** A value that the first operation which needs it computes for all that do. */
    private static final class Shared {
        private final Client client = new Client();
        private final Queue<Operation> waiting = new ConcurrentLinkedQueue<>();
        private final Flux<Integer> value = Mono.fromCallable(this::compute)
                .subscribeOn(client.scheduler)
                .flux()
                .share();

        private int compute() {
            waiting.remove().awaitAllStarted();
            waiting.clear();
            return 1;
        }

        void get(Operation operation) {
            waiting.add(operation);
            value.doOnComplete(operation::seen).subscribe(result -> operation.sees());
        }
    }
}
