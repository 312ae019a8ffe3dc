package dev.whence.services.webflux;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A broker of Kafka that is also its own controller. The one of {@code agent/libraries} is a copy and not the same class,
 * since each program has the Kafka that it tests: this one has Spring Boot's.
 */
final class Broker {
    private static final int PARTITIONS = 4;

    /** Starts a broker with a topic, and returns its address. */
    static String start(String topic) throws Exception {
        String folder = Files.createTempDirectory("kafka").toString();
        String controller = "localhost:" + freePort();
        String address = "localhost:" + freePort();
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(folder)
                .addDirectory(folder)
                .run();
        new KafkaRaftServer(
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
                        Time.SYSTEM)
                .startup();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        return address;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Broker() {}
}
