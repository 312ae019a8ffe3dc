package dev.whence.libraries;

import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.jctools.queues.MpscUnboundedArrayQueue;

/** What programs build with queues without locks. */
final class Mailboxes implements Library {
    @Override
    public void measure(Session session) {
        session.of("JCTools", MpscUnboundedArrayQueue.class)
                .row("mailbox on a pool, named by the option shared", Mailbox::new, Mailbox::tell);
        session.of("Agrona", AgentRunner.class).row("agent with a queue", Duty::new, Duty::offer);
    }

    /** A mailbox as that of an actor. Who comes first submits the run that serves all that come later. */
    private static final class Mailbox {
        private final ExecutorService threads = Executors.newFixedThreadPool(2);
        private final Queue<Operation> messages = new MpscUnboundedArrayQueue<>(64);
        private final AtomicInteger count = new AtomicInteger();

        void tell(Operation operation) {
            messages.add(operation);
            if (count.getAndIncrement() == 0) {
                threads.execute(this::drain);
            }
        }

        private void drain() {
            do {
                Operation operation = messages.remove();
                operation.seen();
                operation.awaitAllStarted();
            } while (count.decrementAndGet() > 0);
        }
    }

    /** An agent whose thread polls. */
    private static final class Duty {
        private final ManyToOneConcurrentArrayQueue<Operation> messages = new ManyToOneConcurrentArrayQueue<>(64);
        private final AgentRunner runner =
                new AgentRunner(new BackoffIdleStrategy(), Throwable::printStackTrace, null, new Agent());

        Duty() {
            Thread unused = AgentRunner.startOnThread(runner);
        }

        void offer(Operation operation) {
            messages.add(operation);
        }

        private final class Agent implements org.agrona.concurrent.Agent {
            @Override
            public int doWork() {
                return messages.drain(Operation::seen);
            }

            @Override
            public String roleName() {
                return "measured";
            }
        }
    }
}
