package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What a stream has queued runs in the correlation of its subscriber, and in none if several operations have emitted. */
class StreamBehaviour {
    private static final Scheduler SCHEDULER = Schedulers.newSingle("streams");

    private final Seen seen = new Seen();
    private final Seen gate = new Seen();
    private final Sinks.Many<String> sink = Sinks.many().multicast().onBackpressureBuffer(100, false);

    @AfterAll
    static void stop() {
        SCHEDULER.dispose();
    }

    static Stream<Arguments> operators() {
        Function<Flux<String>, Flux<String>> publishOn = values -> values.publishOn(SCHEDULER);
        Function<Flux<String>, Flux<String>> concatMap =
                values -> values.concatMap(value -> Mono.just(value).publishOn(SCHEDULER));
        return Stream.of(Arguments.argumentSet("publishOn", publishOn), Arguments.argumentSet("concatMap", concatMap));
    }

    /** Notes each value. The first one is handled until the gate is open. */
    private void subscribe(Function<Flux<String>, Flux<String>> operator) {
        operator.apply(sink.asFlux()).subscribe(value -> {
            seen.here();
            if (value.equals("first")) {
                gate.next();
            }
        });
    }

    private void emit(String operation, String value) {
        in(operation, () -> sink.tryEmitNext(value).orThrow());
    }

    @NoAgentNeeded
    @DisplayName("a subscriber outside of all operations handles the values of all in none")
    @ParameterizedTest
    @MethodSource("operators")
    void subscribedInNone(Function<Flux<String>, Flux<String>> operator) {
        subscribe(operator);
        emit("A", "first");
        assertThat(seen.next()).isEmpty();
        emit("B", "second");
        emit("C", "third");
        gate.note("open");
        assertThat(seen.next(2)).containsExactly("", "");
    }

    @DisplayName("a subscriber in an operation handles what one other operation emits in its own")
    @Test
    void emittedByOne() {
        in("A", () -> subscribe(values -> values.publishOn(SCHEDULER)));
        emit("B", "first");
        emit("B", "second");
        gate.note("open");
        assertThat(seen.next(2)).containsExactly("A", "A");
    }

    @DisplayName("from when on several operations have emitted, it handles all values in none")
    @ParameterizedTest
    @MethodSource("operators")
    void emittedBySeveral(Function<Flux<String>, Flux<String>> operator) {
        in("A", () -> subscribe(operator));
        emit("A", "first");
        assertThat(seen.next()).isEqualTo("A");
        emit("B", "second");
        emit("A", "third");
        gate.note("open");
        assertThat(seen.next(2)).containsExactly("", "");
    }

    @DisplayName("in one operation nothing changes")
    @Test
    void ofOne() {
        in("A", () -> Flux.just(1, 2).hide().publishOn(SCHEDULER).subscribe(value -> seen.here()));
        assertThat(seen.next(2)).containsExactly("A", "A");
    }

    @DisplayName("each subscriber of a shared stream gets the value in its own")
    @Test
    void shared() {
        Flux<String> shared = Mono.fromCallable(() -> {
                    gate.next();
                    return "value";
                })
                .subscribeOn(SCHEDULER)
                .flux()
                .share();
        for (String operation : new String[] {"A", "B"}) {
            in(operation, () -> shared.subscribe(value -> seen.here()));
        }
        gate.note("open");
        assertThat(seen.next(2)).containsExactlyInAnyOrder("A", "B");
    }
}
