package dev.whence.compat.flow;

import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.LongStream;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** Verifies the publisher of the JDK by the compatibility kit of Reactive Streams. */
public final class SubmissionPublisherVerification extends FlowPublisherVerification<Long> {
    private static final int BUFFER = 16;

    /** Creates the verification. TestNG needs a public constructor. */
    public SubmissionPublisherVerification() {
        super(new TestEnvironment(1000, 100));
    }

    @Override
    public Flow.Publisher<Long> createFlowPublisher(long elements) {
        SubmissionPublisher<Long> publisher = new SubmissionPublisher<>(ForkJoinPool.commonPool(), BUFFER);
        return subscriber -> {
            publisher.subscribe(subscriber);
            ForkJoinPool.commonPool().execute(() -> publish(publisher, elements));
        };
    }

    /**
     * Publishes elements as long as there are subscribers. Some tests request more elements than a subscriber takes.
     */
    private static void publish(SubmissionPublisher<Long> publisher, long elements) {
        LongStream.range(0, elements)
                .takeWhile(element -> publisher.hasSubscribers())
                .forEach(publisher::submit);
        publisher.close();
    }

    @Override
    public Flow.Publisher<Long> createFailedFlowPublisher() {
        SubmissionPublisher<Long> publisher = new SubmissionPublisher<>();
        publisher.closeExceptionally(new IllegalStateException("failed from the start"));
        return publisher;
    }
}
