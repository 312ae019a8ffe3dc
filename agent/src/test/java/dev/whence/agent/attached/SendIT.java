package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import dev.whence.agent.attached.HttpPeer.Received;
import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** To whom ids and edges go out, by the options {@code send}, {@code trust} and {@code ids.answer}; in JVMs of their own. */
@Tag("full")
@ParameterizedClass
@MethodSource("jdks")
class SendIT {
    private final Jdk jdk;

    SendIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    /** Calls two hosts by each client, the second also by way of the first, and tells what came in. */
    static final class Calling {
        public static void main(String[] args) throws Exception {
            Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            root.detachAndStopAllAppenders();
            try (HttpPeer peer = new HttpPeer()) {
                URI address = peer.uri("/address");
                URI name = URI.create(address.toString().replace("127.0.0.1", "localhost"));
                peer.answer("/moved", exchange -> HttpPeer.reply(exchange, 302, "Location", address.toString()));
                for (HttpCaller caller : HttpCaller.values()) {
                    try (Scope ignored = Correlation.of("request").open()) {
                        root.info("an event");
                        caller.call(name.resolve("/name"));
                        caller.call(address);
                        caller.call(name.resolve("/moved"));
                    }
                    for (int i = 0; i < 4; i++) {
                        tell(peer.next());
                    }
                }
            }
            System.exit(0);
        }

        private static void tell(Received request) {
            System.out.println(request.path() + " " + request.correlation() + " "
                    + request.values("whence-causal").size());
        }

        private Calling() {}
    }

    /** Answers a request that asks for all, and tells what the answer has. */
    static final class Answering {
        public static void main(String[] args) throws Exception {
            Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            root.detachAndStopAllAppenders();
            try (WebServer server = new JdkWebServer(exchange -> {
                root.info("an event");
                exchange.answer(200);
            })) {
                RawHttp.Answer answer = RawHttp.get(
                        server.port(), "X-Correlation-ID: order-7781", "whence-causal: 0640000000000000;deadbeef-7:3");
                System.out.println(answer.header("X-Correlation-ID").size() + " "
                        + answer.header("whence-causal").size());
            }
        }

        private Answering() {}
    }

    /** Sends a message, and receives another one. */
    static final class Messaging {
        public static void main(String[] args) {
            Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            root.detachAndStopAllAppenders();
            Map<String, Object> configuration = Map.of(
                    "bootstrap.servers",
                    "127.0.0.1:1",
                    "max.block.ms",
                    1,
                    "interceptor.classes",
                    KafkaBehaviour.Sent.class.getName());
            try (KafkaProducer<String, String> producer =
                            new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer());
                    Scope ignored = Correlation.of("request").open()) {
                var unused = producer.send(new ProducerRecord<>("topic", "value"));
            }
            TopicPartition partition = new TopicPartition("topic", 0);
            try (MockConsumer<String, String> consumer = new MockConsumer<>("earliest")) {
                consumer.assign(List.of(partition));
                consumer.updateBeginningOffsets(Map.of(partition, 0L));
                ConsumerRecord<String, String> record = new ConsumerRecord<>("topic", 0, 0, "key", "value");
                record.headers().add("X-Correlation-ID", "order-7781".getBytes(StandardCharsets.UTF_8));
                consumer.addRecord(record);
                consumer.poll(Duration.ZERO).forEach(received -> {
                    String id = Correlation.current().id();
                    System.out.println(KafkaBehaviour.Sent.IDS + " " + id.isEmpty() + " " + id.equals("order-7781"));
                });
            }
            System.exit(0);
        }

        private Messaging() {}
    }

    @DisplayName("messages go to nobody that is known by name, and begin a new operation if they are not trusted")
    @CsvSource({
        "trust=correlation, [[request]] false true",
        "send=none, [[]] false true",
        "send=localhost, [[]] false true",
        "trust=none, [[request]] false false",
    })
    @ParameterizedTest
    void messages(String options, String seen) {
        assertThat(run(Messaging.class, "quiet=true", options).out()).isEqualToIgnoringNewLines(seen);
    }

    private JavaProcess.Result run(Class<?> main, String... options) {
        return JavaProcess.java(jdk)
                .options("-cp", JavaProcess.testClassPath())
                .main(main)
                .agent(options)
                .run();
    }

    private static void check(JavaProcess.Result result, String... requests) {
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSize(4 * HttpCaller.values().length);
        for (int i = 0; i < lines.size(); i += 4) {
            assertThat(lines.subList(i, i + 4)).containsExactly(requests);
        }
    }

    @DisplayName("by default calls carry ids and edges to all hosts")
    @Test
    void all() {
        check(
                run(Calling.class, "quiet=true"),
                "/name request 1",
                "/address request 1",
                "/moved request 1",
                "/address request 1");
    }

    @DisplayName("send=none: to none")
    @Test
    void none() {
        check(run(Calling.class, "quiet=true", "send=none"), "/name  0", "/address  0", "/moved  0", "/address  0");
    }

    @DisplayName("send with hosts: to these only, also after a redirect; and what comes after is the next option")
    @Test
    void hosts() {
        JavaProcess.Result result =
                run(Calling.class, "quiet=true", "send=*.internal.example.com", "localhost", "stitch=print");
        assertThat(result.err()).isEmpty();
        check(result, "/name request 1", "/address  0", "/moved request 1", "/address  0");
    }

    @DisplayName("addresses by their beginning")
    @Test
    void addresses() {
        assertThat(run(Calling.class, "quiet=true", "send=127.0.*")
                        .out()
                        .lines()
                        .limit(3))
                .containsExactly("/name  0", "/address request 1", "/moved  0");
    }

    @DisplayName("a value that names no host is said with what is valid, and counts as the default")
    @ParameterizedTest
    @CsvSource({"*", "http://a", "a.*.b", "'none,a'", "a:80", "''"})
    void faults(String value) {
        JavaProcess.Result result = run(Answering.class, "quiet=true", "send=" + value);
        assertThat(result.err())
                .contains("'" + value + "' is not a value of the option 'send'")
                .contains("valid: all, none, hosts as in localhost,*.example.com,10.*");
        assertThat(result.out()).isEqualToIgnoringNewLines("1 1");
    }

    @DisplayName("answers name the correlation, and the order to who asked for it, as far as options let them")
    @CsvSource({
        "trust=correlation, 1 1",
        "trust=all, 1 1",
        "trust=none, 1 0",
        "send=none, 1 0",
        "'trust=all,send=none', 1 0",
        "send=localhost, 1 0",
        "'send=localhost,trust=all', 1 1",
        "ids.answer=false, 0 1",
        "'ids.answer=false,trust=none', 0 0",
    })
    @ParameterizedTest
    void answers(String options, String answer) {
        assertThat(run(Answering.class, "quiet=true", options).out()).isEqualToIgnoringNewLines(answer);
    }
}
