package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;

import dev.whence.context.Propagation;
import dev.whence.context.Trust;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** How the tasks of a {@link RandomProgram} tell each other something: by queues of all kinds, and by another process. */
@SuppressWarnings("FutureReturnValueIgnored")
final class RandomMessages {
    private final RandomPeer peer;
    private final List<Queue<Object>> queues;

    private RandomMessages(RandomPeer peer, List<Queue<Object>> queues) {
        this.peer = peer;
        this.queues = queues;
    }

    static RandomMessages none() {
        return new RandomMessages(null, List.of());
    }

    @SuppressWarnings("unchecked")
    static RandomMessages by(RandomPeer peer) {
        return new RandomMessages(
                peer,
                List.of(
                        new LinkedBlockingQueue<>(),
                        new LinkedBlockingDeque<>(),
                        new ArrayBlockingQueue<>(4),
                        new PriorityBlockingQueue<>(),
                        (Queue<Object>) (Queue<?>) new DelayQueue<Element<?>>(),
                        new LinkedTransferQueue<>(),
                        new ConcurrentLinkedQueue<>(),
                        new ConcurrentLinkedDeque<>()));
    }

    /** The number of kinds of messages. */
    int kinds() {
        return queues.isEmpty() ? 0 : 5;
    }

    void pass(RandomStrand strand, int kind) {
        Queue<Object> queue = queues.get(strand.random.nextInt(queues.size()));
        switch (kind) {
            case 0 -> queue.offer(new Element<>(Moment.silent("put").after(strand.now)));
            case 1 -> poll(strand, queue);
            case 2 -> handOver(strand, new SynchronousQueue<>(strand.random.nextBoolean()));
            case 3 -> call(strand);
            default -> receive(strand);
        }
    }

    /** Takes what any task has put there. */
    private static void poll(RandomStrand strand, Queue<Object> queue) {
        if (queue.poll() instanceof Element<?> element) {
            strand.learn("taken", (Moment) element.content());
        }
    }

    /** Two tasks that meet: one waits until the other has put something. */
    private static void handOver(RandomStrand strand, BlockingQueue<Object> queue) {
        RandomTask putting = new RandomTask(strand, "putting", false, false);
        RandomTask taking = new RandomTask(strand, "taking", false, true);
        CompletableFuture<Moment> promise = new CompletableFuture<>();
        strand.program.threads.cached().submit(() -> queue.offer(putting.run(), SECONDS, TimeUnit.SECONDS));
        strand.program.threads.cached().submit(() -> {
            Moment put = (Moment) queue.poll(SECONDS, TimeUnit.SECONDS);
            taking.complete(promise, put);
            return null;
        });
        strand.add(promise, taking);
    }

    /** A request to the other process, and its response. */
    private void call(RandomStrand strand) {
        Moment handled = strand.program.event(strand.now);
        Propagation.extractEdge(send(handled), Map::get, Trust.ALL);
        strand.learn("response", handled);
    }

    /** A message from the other process, which that sends because of this task. */
    private void receive(RandomStrand strand) {
        Moment sent = strand.program.event(strand.now);
        Map<String, String> message = send(sent);
        RandomTask receiver = new RandomTask(strand, "message", false, false);
        receiver.fork.after(sent);
        receiver.resumedElsewhere(Propagation.extract(message, Map::get, Trust.ALL));
    }

    private Map<String, String> send(Moment handled) {
        Map<String, String> message = new HashMap<>();
        Propagation.inject(message, Map::put);
        return peer.handle(handled.number(), message);
    }
}
