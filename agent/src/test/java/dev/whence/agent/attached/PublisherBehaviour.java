package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A subscriber of a {@link SubmissionPublisher} is called in the correlation in which it subscribed. */
@SuppressWarnings("FutureReturnValueIgnored")
class PublisherBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();

    /** Notes what each of its methods sees. */
    private final class Noting implements Subscriber<String> {
        private Subscription subscription;

        @Override
        public void onSubscribe(Subscription begun) {
            subscription = begun;
            seen.note("onSubscribe " + Vocabulary.id());
            subscription.request(1);
        }

        @Override
        public void onNext(String item) {
            seen.note("onNext " + Vocabulary.id());
            subscription.request(1);
        }

        @Override
        public void onError(Throwable thrown) {
            seen.note("onError " + Vocabulary.id());
        }

        @Override
        public void onComplete() {
            seen.note("onComplete " + Vocabulary.id());
        }
    }

    static Stream<Arguments> executors() {
        return Stream.of(
                Arguments.argumentSet("the common pool", ForkJoinPool.commonPool()),
                Arguments.argumentSet("a thread for each", (Executor) task -> new Thread(task).start()),
                Arguments.argumentSet("the caller", (Executor) Runnable::run));
    }

    @DisplayName("every call, whoever publishes")
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("executors")
    void calls(Executor executor) {
        try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>(executor, 8)) {
            in("A", () -> publisher.subscribe(new Noting()));
            assertThat(seen.next()).isEqualTo("onSubscribe A");
            elsewhere("B", () -> publisher.submit("first"));
            assertThat(seen.next()).isEqualTo("onNext A");
            elsewhere("", () -> publisher.submit("second"));
            assertThat(seen.next()).isEqualTo("onNext A");
            elsewhere("B", publisher::close);
            assertThat(seen.next()).isEqualTo("onComplete A");
        }
    }

    @DisplayName("in a pool, which keeps nothing")
    @RepeatedTest(5)
    void pooled() {
        try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>(pools.single(), 8)) {
            in("A", () -> publisher.consume(item -> seen.here()));
            elsewhere("B", () -> publisher.submit("item"));
            assertThat(seen.next()).isEqualTo("A");
        }
    }

    @DisplayName("each of several subscribers has its own, one without has none")
    @Test
    void several() {
        try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, 8)) {
            in("A", () -> publisher.consume(item -> seen.here()));
            in("", () -> publisher.consume(item -> seen.here()));
            in("C", () -> publisher.consume(item -> seen.here()));
            elsewhere("B", () -> {
                publisher.submit("item");
                seen.here();
            });
            assertThat(seen.next(4)).containsExactly("A", "", "C", "B");
        }
    }

    @DisplayName("onError runs in the subscriber's, and who closes has its own afterwards")
    @Test
    void failing() {
        try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, 8)) {
            in("A", () -> publisher.subscribe(new Noting()));
            assertThat(seen.next()).isEqualTo("onSubscribe A");
            elsewhere("B", () -> {
                publisher.closeExceptionally(new IllegalStateException("closed"));
                seen.here();
            });
            assertThat(seen.next(2)).containsExactly("onError A", "B");
        }
    }

    @DisplayName("a publisher that helps a slow subscriber calls it in that one's, and goes on in its own")
    @RepeatedTest(3)
    void helping() {
        Gate busy = new Gate();
        Gate idle = new Gate();
        ForkJoinPool pool = pools.with(new ForkJoinPool(1));
        pool.execute(() -> {
            busy.open();
            idle.pass();
        });
        busy.pass();
        try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>(pool, 2)) {
            elsewhere("B", () -> {
                in("A", () -> publisher.subscribe(new Noting()));
                List.of("first", "second", "third", "fourth").forEach(publisher::submit);
                seen.here();
            });
            assertThat(seen.next(4)).containsExactly("onSubscribe A", "onNext A", "onNext A", "B");
            idle.open();
            assertThat(seen.next(2)).containsExactly("onNext A", "onNext A");
        }
    }
}
