package dev.whence.examples.flink;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A broker of Kafka that is also its own controller, and a producer. As those of {@code agent}, it belongs to the
 * Kafka of its own tests.
 */
final class Broker implements AutoCloseable {
    private final String address;
    private final KafkaRaftServer server;
    private final KafkaProducer<String, String> producer;

    Broker(Path folder) throws Exception {
        String controller = "localhost:" + freePort();
        address = "localhost:" + freePort();
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(folder.toString())
                .addDirectory(folder.toString())
                .run();
        server = new KafkaRaftServer(
                new KafkaConfig(Map.of(
                        "process.roles", "broker,controller",
                        "node.id", "1",
                        "controller.quorum.voters", "1@" + controller,
                        "controller.listener.names", "CONTROLLER",
                        "listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller,
                        "log.dirs", folder.toString(),
                        "offsets.topic.replication.factor", "1",
                        "num.network.threads", "1",
                        "num.io.threads", "2")),
                Time.SYSTEM);
        server.startup();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String address() {
        return address;
    }

    void createTopic(String topic, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** Sends messages, and returns when the broker has them. */
    void send(String topic, int partition, String... messages) throws Exception {
        for (String message : messages) {
            producer.send(new ProducerRecord<>(topic, partition, null, message)).get();
        }
    }

    @Override
    public void close() {
        producer.close();
        server.shutdown();
        server.awaitShutdown();
    }
}
