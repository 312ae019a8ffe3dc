package dev.whence.libraries;

import static java.util.Objects.requireNonNull;

import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.util.DaemonThreadFactory;
import java.util.concurrent.atomic.AtomicReference;

final class DisruptorRing implements Library {
    @Override
    public void measure(Session session) {
        session.of("Disruptor", Disruptor.class).row("event handler", Client::new, Client::publish);
    }

    private static final class Client {
        private final Disruptor<AtomicReference<Operation>> disruptor =
                new Disruptor<>(AtomicReference::new, 64, DaemonThreadFactory.INSTANCE);

        Client() {
            var unused = disruptor.handleEventsWith(
                    (event, sequence, isLast) -> requireNonNull(event.get()).seen());
            var unusedToo = disruptor.start();
        }

        void publish(Operation operation) {
            disruptor.publishEvent((event, sequence) -> event.set(operation));
        }
    }
}
