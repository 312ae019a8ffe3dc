package dev.whence.services.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The log records and spans of two services that have no SDK. OpenTelemetry's own agent sends them. It has our
 * processors as an extension.
 */
class BesideAgentIT {
    @DisplayName("records have the causal fields, in causal order, and hops have spans inside those of the requests")
    @Test
    void recordsAndSpans(@TempDir Path folder) throws Exception {
        Jdk jdk = Jdks.newest();
        try (OtlpReceiver receiver = new OtlpReceiver();
                Program bank = Program.start(
                        beside(Program.java(jdk, "bank", receiver)).main(Bank.class, "agent", "0"),
                        folder.resolve("bank"));
                Program shop = Program.start(
                        beside(Program.java(jdk, "shop", receiver)).main(Shop.class, "agent", "0", "" + bank.port()),
                        folder.resolve("shop"))) {
            Orders.send(shop.port());
            List<OtlpRecord> received = Orders.await(receiver);
            assertThat(received)
                    .as(shop.output())
                    .allMatch(one -> one.hlc().matches("[0-9a-f]{16}"))
                    .allMatch(one ->
                            one.correlation().equals("shop-" + one.message().split(" ", 2)[0]));
            assertThat(Orders.violated(received, Comparator.comparing(OtlpRecord::hlc)))
                    .isEmpty();
            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                            parents(receiver, "runAsync Bank.charge"))
                    .hasSize(Orders.COUNT)
                    .containsOnly(SpanKind.SPAN_KIND_SERVER));
        }
    }

    private static JavaProcess beside(JavaProcess java) {
        Path libraries = Path.of(System.getProperty("whence.program", "target"), "libraries");
        return java.agent("trust=all", "otel=registrar", "otel.spans=hops", "stacks=full")
                .options(
                        "-javaagent:" + Path.of(System.getProperty("whence.peers", ""), "otel.jar"),
                        "-Dotel.javaagent.extensions=" + libraries.resolve("whence-context.jar"),
                        "-Dotel.instrumentation.common.default-enabled=false",
                        "-Dotel.instrumentation.logback-appender.enabled=true",
                        "-Dotel.instrumentation.java-http-server.enabled=true",
                        "-Dotel.instrumentation.java-http-client.enabled=true",
                        "-Dotel.instrumentation.executors.enabled=true");
    }

    /** Returns the kinds of the parents of all spans of a name. */
    private static List<SpanKind> parents(OtlpReceiver receiver, String name) {
        List<Span> spans = receiver.spans();
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .flatMap(span ->
                        spans.stream().filter(parent -> parent.getSpanId().equals(span.getParentSpanId())))
                .map(Span::getKind)
                .toList();
    }
}
