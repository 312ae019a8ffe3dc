package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.Correlation;
import dev.whence.micrometer.CorrelationAccessor;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reactor with automatic context propagation: what a subscriber asks for is done in its correlation, as without the agent. */
@NoAgentNeeded
class ReactorBehaviour {
    /** The MDC is not looked at: in Reactor's context it has an accessor of its own, or none. */
    private final Seen seen = new Seen(Vocabulary::correlationId);

    @AutoClose("dispose")
    private final Scheduler scheduler = Schedulers.newSingle("of the test", true);

    @BeforeAll
    static void enable() {
        Hooks.enableAutomaticContextPropagation();
    }

    @AfterAll
    static void disable() {
        Hooks.disableAutomaticContextPropagation();
    }

    private Flux<Integer> everywhere() {
        return Flux.range(1, 3)
                .doOnNext(this::look)
                .publishOn(scheduler)
                .doOnNext(this::look)
                .flatMap(item -> Mono.delay(Duration.ofMillis(1)).map(tick -> item))
                .doOnNext(this::look)
                .subscribeOn(Schedulers.boundedElastic());
    }

    private void look(Object item) {
        seen.here();
    }

    @DisplayName("subscribeOn, publishOn, flatMap and delay, for one who waits")
    @Test
    void waiting() {
        Integer last = in("A", () -> everywhere().blockLast(Duration.ofSeconds(SECONDS)));
        assertThat(last).isNotNull();
        assertThat(seen.next(9)).containsOnly("A");
    }

    @DisplayName("subscribeOn, publishOn, flatMap and delay, for one who goes on")
    @Test
    void goingOn() {
        Flux<Integer> flux = everywhere().contextCapture();
        Disposable first = in("A", () -> flux.subscribe());
        assertThat(seen.next(9)).containsOnly("A");
        Disposable second = in("C", () -> flux.subscribe());
        assertThat(seen.next(9)).containsOnly("C");
        await().until(() -> first.isDisposed() && second.isDisposed());
    }

    @DisplayName("a correlation that is written into Reactor's context")
    @Test
    void written() {
        Correlation written = Correlation.of("written");
        in("A", () -> everywhere()
                .contextWrite(context -> context.put(CorrelationAccessor.KEY, written))
                .blockLast(Duration.ofSeconds(SECONDS)));
        assertThat(seen.next(9)).containsOnly("written");
    }

    @DisplayName("the threads have afterwards what they had before")
    @Test
    void restored() {
        Sinks.One<String> sink = Sinks.one();
        Disposable subscribed = in(
                "A", () -> sink.asMono().doOnNext(this::look).contextCapture().subscribe());
        elsewhere("B", () -> {
            assertThat(sink.tryEmitValue("value")).isEqualTo(Sinks.EmitResult.OK);
            seen.here();
        });
        assertThat(seen.next(2)).containsExactly("A", "B");
        assertThat(subscribed.isDisposed()).isTrue();
        in("A", () -> everywhere().blockLast(Duration.ofSeconds(SECONDS)));
        seen.next(9);
        Disposable task = scheduler.schedule(seen::here);
        assertThat(seen.next()).as("on " + task).isEmpty();
    }

    @DisplayName("a subscriber without a correlation means none, not that of whoever emits")
    @Test
    void subscribedByNone() {
        Sinks.One<String> sink = Sinks.one();
        Disposable subscribed =
                sink.asMono().doOnNext(this::look).contextCapture().subscribe();
        elsewhere("B", () -> {
            assertThat(sink.tryEmitValue("value")).isEqualTo(Sinks.EmitResult.OK);
            seen.here();
        });
        assertThat(seen.next(2)).containsExactly("", "B");
        assertThat(subscribed.isDisposed()).isTrue();
    }
}
