package dev.whence.libraries;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.SourceQueueWithComplete;

@SuppressWarnings("FutureReturnValueIgnored")
final class PekkoStreams implements Library {
    @Override
    public void measure(Session session) {
        session.of("Pekko streams", Source.class)
                .row(
                        "map, mapAsync",
                        List.of("map", "mapAsync", "result"),
                        PekkoStreams::system,
                        (system, operation) -> Source.single(operation)
                                .map(PekkoStreams::mapped)
                                .mapAsync(1, value -> CompletableFuture.supplyAsync(() -> value))
                                .map(value -> {
                                    operation.seen("mapAsync");
                                    return value;
                                })
                                .runWith(Sink.head(), system)
                                .thenRun(() -> operation.seen("result")))
                .row(
                        "values of one queue",
                        List.of("map"),
                        PekkoStreams::queue,
                        (queue, operation) -> queue.offer(operation))
                .row(
                        "values of one queue that tells the outcome",
                        List.of("map", "offered"),
                        PekkoStreams::answeringQueue,
                        (queue, operation) -> queue.offer(operation).thenRun(() -> operation.seen("offered")))
                .row(
                        "values of one queue, in two actors",
                        List.of("map"),
                        PekkoStreams::queueOfTwoActors,
                        (queue, operation) -> queue.offer(operation));
    }

    private static Operation mapped(Operation operation) {
        operation.seen("map");
        return operation;
    }

    /** All the others arrive while the first one is handled. */
    private static Operation slowlyMapped(Operation operation) {
        operation.awaitAllStarted();
        return mapped(operation);
    }

    private static ActorSystem system() {
        return ActorSystem.create(
                "streams", ConfigFactory.parseString("pekko.loglevel = OFF, pekko.stdout-loglevel = OFF"));
    }

    /** A queue into which all operations put their values. */
    private static BoundedSourceQueue<Operation> queue() {
        return Source.<Operation>queue(64)
                .map(PekkoStreams::slowlyMapped)
                .to(Sink.ignore())
                .run(system());
    }

    /** A queue that tells of each value when it has been taken. */
    private static SourceQueueWithComplete<Operation> answeringQueue() {
        return Source.<Operation>queue(64, OverflowStrategy.backpressure())
                .map(PekkoStreams::slowlyMapped)
                .to(Sink.ignore())
                .run(system());
    }

    /** A queue whose values go on in another actor. */
    private static BoundedSourceQueue<Operation> queueOfTwoActors() {
        return Source.<Operation>queue(64)
                .async()
                .map(PekkoStreams::slowlyMapped)
                .to(Sink.ignore())
                .run(system());
    }
}
