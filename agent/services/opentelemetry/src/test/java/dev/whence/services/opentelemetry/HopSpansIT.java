package dev.whence.services.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The spans of hops, as a receiver gets them by OTLP from the program {@link Hops}. */
@ParameterizedClass(name = "{0}")
@MethodSource("jdks")
class HopSpansIT {
    private static SpanTree spans;
    private static List<OtlpRecord> records;

    private final Jdk jdk;

    /** Creates the test of a JDK. Most tests share the results of {@link #receive}. */
    HopSpansIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    @BeforeParameterizedClassInvocation
    static void receive(Jdk jdk) throws IOException {
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            // Whatever the speed of the machine, each hop is looked at.
            run(jdk, receiver, "otel.spans=hops", "stacks=full");
            spans = new SpanTree(receiver.spans());
            records = receiver.records();
        }
    }

    private static void run(Jdk jdk, OtlpReceiver receiver, String... options) {
        JavaProcess.Result result = Program.java(jdk, "hops", receiver)
                .options("-Dio.opentelemetry.context.enableStrictContext=true")
                .agent(Stream.concat(Stream.of("quiet=true", "findings=context-leak"), Stream.of(options))
                        .toArray(String[]::new))
                .main(Hops.class)
                .run();
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
    }

    @DisplayName("the time in the queue and the time of the run are those that the program has forced")
    @ParameterizedTest
    @ValueSource(strings = {"execute", "submit", "runAsync"})
    void times(String way) {
        Span root = spans.named(way);
        Span queued = spans.child(root, "queued " + way + " Hops.all");
        Span run = spans.child(root, way + " Hops.all");
        assertThat(spans.children(root)).hasSize(2);
        assertThat(SpanTree.nanos(queued)).isBetween(nanos(root, "wait.least"), nanos(root, "wait.most"));
        assertThat(SpanTree.nanos(run)).isGreaterThanOrEqualTo(nanos(root, "run.least"));
        assertThat(run.getStartTimeUnixNano()).isEqualTo(queued.getEndTimeUnixNano());
    }

    private static long nanos(Span span, String attribute) {
        return SpanTree.attribute(span, attribute).getIntValue();
    }

    @DisplayName("what the work does is inside the span of its run, further hops too")
    @Test
    void nested() {
        Span run = spans.child(spans.named("nested"), "runAsync Hops.nested");
        assertThat(SpanTree.names(spans.children(run)))
                .containsExactly("inside", "queued runAsync Hops.nested", "runAsync Hops.nested");
        Span inner = spans.child(run, "runAsync Hops.nested");
        assertThat(SpanTree.names(spans.children(inner))).containsExactly("inside twice");
    }

    @DisplayName("the span says which line has made the hop, and from which pool to which one")
    @Test
    void place() {
        Span run = spans.child(spans.named("nested"), "runAsync Hops.nested");
        assertThat(SpanTree.attribute(run, "code.function.name").getStringValue())
                .isEqualTo(Hops.class.getName() + ".nested");
        assertThat(SpanTree.attribute(run, "code.file.path").getStringValue()).isEqualTo("Hops.java");
        assertThat(SpanTree.attribute(run, "code.line.number").getIntValue()).isPositive();
        assertThat(SpanTree.attribute(run, "whence.from").getStringValue()).isEqualTo("main");
        assertThat(SpanTree.attribute(run, "whence.to").getStringValue()).startsWith("pool-");
    }

    @DisplayName("a log record of the work is in the span of its run, and both name the same task")
    @Test
    void logs() {
        Span run = spans.child(spans.named("nested"), "runAsync Hops.nested");
        assertThat(records).singleElement().satisfies(working -> {
            assertThat(working.received().getSpanId()).isEqualTo(run.getSpanId());
            assertThat(working.task())
                    .isEqualTo(SpanTree.attribute(run, "causal.task").getStringValue());
        });
    }

    @DisplayName(
            "a continuation is a child of its registrar, with a link to each span that completed what it waited for")
    @ParameterizedTest
    @CsvSource({
        "linked, thenApply Hops.linked, completer",
        "linked asynchronously, thenApplyAsync Hops.linkedAsynchronously, early completer",
        "chained, thenApply Hops.chained, completer of chain",
        "chained, thenAccept Hops.chained, thenApply Hops.chained",
        "combined, thenCombine Hops.combined, first;second",
        "all, thenRun Hops.allOf, one of all;other of all"
    })
    void links(String registrar, String continuation, String completers) {
        Span run = spans.child(spans.named(registrar), continuation);
        assertThat(spans.links(run)).containsExactlyInAnyOrder(completers.split(";", -1));
    }

    @DisplayName("the trace in the documentation is that of the program")
    @Test
    void documented() throws IOException {
        assertThat(Files.readString(Path.of("../../../docs/opentelemetry.md")))
                .contains("```text\n" + spans.text(spans.named("POST /orders")) + "```\n");
    }

    @DisplayName("what a continuation does is inside its span")
    @Test
    void insideContinuation() {
        Span run = spans.child(spans.named("chained"), "thenAccept Hops.chained");
        assertThat(SpanTree.names(spans.children(run))).containsExactly("end of chain");
    }

    @DisplayName("work that has thrown has the status of an error, and the class of the throwable")
    @Test
    void failure() {
        Span run = spans.child(spans.named("failing"), "runAsync Hops.failing");
        assertThat(run.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
        assertThat(SpanTree.attribute(run, "error.type").getStringValue())
                .isEqualTo(IllegalStateException.class.getName());
        assertThat(spans.spans())
                .filteredOn(span -> span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR)
                .hasSize(1);
    }

    @DisplayName("work that never runs has no span, nor has what is in no sampled trace")
    @Test
    void never() {
        assertThat(SpanTree.names(spans.children(spans.named("never"))))
                .containsExactly("execute Hops.never", "queued execute Hops.never");
        assertThat(spans.spans()).noneMatch(span -> span.getName().endsWith(" Hops.unsampled"));
    }

    @DisplayName("hops that a processor of spans makes have no spans")
    @Test
    void ofProcessors() {
        assertThat(spans.spans()).noneMatch(span -> span.getName().contains("HoppingProcessor"));
    }

    @DisplayName("nothing of a span is left on the threads of a pool")
    @Test
    void restored() {
        assertThat(SpanTree.isRoot(spans.named("after all"))).isTrue();
    }

    @DisplayName("a span says if its line was remembered and may be another one")
    @Test
    void remembered() throws IOException {
        assertThat(SpanTree.attribute(spans.named("execute Hops.all"), "whence.remembered")
                        .getBoolValue())
                .isFalse();
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            run(jdk, receiver, "otel.spans=hops", "stacks=sites");
            SpanTree others = new SpanTree(receiver.spans());
            // The function is the same as that of execute.
            Span run = others.child(others.named("submit"), "execute Hops.all");
            assertThat(SpanTree.attribute(run, "whence.remembered").getBoolValue())
                    .isTrue();
        }
    }

    @DisplayName("without the option, the program's own spans are all, with the same parents as ever")
    @Test
    void off() throws IOException {
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            run(jdk, receiver);
            SpanTree own = new SpanTree(receiver.spans());
            assertThat(own.spans()).noneMatch(span -> span.getName().contains(" Hops."));
            assertThat(SpanTree.names(own.children(own.named("nested")))).containsExactly("inside", "inside twice");
        }
    }

    @DisplayName("a value that is not valid gives one clear error")
    @Test
    void invalid() {
        JavaProcess.Result result = JavaProcess.java(jdk)
                .agent("quiet=true", "otel.spans=all")
                .arguments("--version")
                .run();
        assertThat(result.errLines())
                .containsExactly("whence: 'all' is not a value of the option 'otel.spans'; valid: off, hops");
    }
}
