package dev.whence.libraries;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.support.TopicPartitionOffset;

/** Kafka's clients and Spring's listener. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Kafka implements Library {
    private static final TopicPartition TOPIC = new TopicPartition("operations", 0);
    private static final String SPRING_TOPIC = "spring-operations";

    @Override
    public void measure(Session session) throws Exception {
        Broker broker = new Broker(TOPIC.topic(), SPRING_TOPIC);
        session.of("kafka-clients", KafkaProducer.class)
                .row("send", List.of("callback", "consumer"), () -> new Client(broker.address), Client::send);
        session.of("spring-kafka", KafkaMessageListenerContainer.class)
                .row(
                        "listener container",
                        List.of("listener"),
                        () -> new SpringClient(broker.address),
                        SpringClient::send);
    }

    /** Spring's listener instead of the consumer. */
    private static final class SpringClient {
        private final KafkaTemplate<String, String> template;

        SpringClient(String address) {
            template = new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(
                    Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer()));
            ContainerProperties properties = new ContainerProperties(
                    new TopicPartitionOffset(SPRING_TOPIC, 0, TopicPartitionOffset.SeekPosition.BEGINNING));
            properties.setMessageListener((MessageListener<String, String>)
                    message -> Operation.of(message.value()).seen("listener"));
            KafkaMessageListenerContainer<String, String> container = new KafkaMessageListenerContainer<>(
                    new DefaultKafkaConsumerFactory<>(
                            Map.of("bootstrap.servers", address), new StringDeserializer(), new StringDeserializer()),
                    properties);
            container.start();
        }

        void send(Operation operation) {
            template.send(SPRING_TOPIC, operation.id());
        }
    }

    /** A producer, and a consumer with a thread that polls. */
    private static final class Client {
        private final KafkaProducer<String, String> producer;
        private final KafkaConsumer<String, String> consumer;
        private final Thread poller = new Thread(this::poll, "poller");

        Client(String address) {
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", address, "linger.ms", 50),
                    new StringSerializer(),
                    new StringSerializer());
            consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", address), new StringDeserializer(), new StringDeserializer());
            consumer.assign(List.of(TOPIC));
            consumer.seekToEnd(List.of(TOPIC));
            consumer.position(TOPIC);
            poller.start();
        }

        void send(Operation operation) {
            producer.send(
                    new ProducerRecord<>(TOPIC.topic(), operation.id()),
                    (metadata, failure) -> operation.seen("callback"));
        }

        private void poll() {
            while (true) {
                consumer.poll(Duration.ofSeconds(1))
                        .forEach(message -> Operation.of(message.value()).seen("consumer"));
            }
        }
    }

    /** A broker that is also its own controller. */
    static final class Broker {
        final String address;

        Broker(String... topics) throws Exception {
            String folder = Files.createTempDirectory("kafka").toString();
            String controller = "localhost:" + FreePort.find();
            address = "localhost:" + FreePort.find();
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                    .setNodeId(1)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(folder)
                    .addDirectory(folder)
                    .run();
            KafkaRaftServer server = new KafkaRaftServer(
                    new KafkaConfig(Map.of(
                            "process.roles", "broker,controller",
                            "node.id", "1",
                            "controller.quorum.voters", "1@" + controller,
                            "controller.listener.names", "CONTROLLER",
                            "listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller,
                            "log.dirs", folder,
                            "offsets.topic.replication.factor", "1",
                            "num.network.threads", "1",
                            "num.io.threads", "2")),
                    Time.SYSTEM);
            server.startup();
            Admin admin = Admin.create(Map.of("bootstrap.servers", address));
            admin.createTopics(Stream.of(topics)
                            .map(topic -> new NewTopic(topic, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }
}
