package dev.whence.libraries;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

final class Mqtt implements Library {
    @Override
    public void measure(Session session) throws Exception {
        int port = FreePort.find();
        Properties properties = new Properties();
        properties.setProperty("host", "localhost");
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("allow_anonymous", "true");
        properties.setProperty("telemetry_enabled", "false");
        properties.setProperty("persistence_enabled", "false");
        properties.setProperty(
                "data_path", Files.createTempDirectory("moquette").toString());
        new Server().startServer(new MemoryConfig(properties));
        session.of("Paho MQTT", MqttAsyncClient.class)
                .row("publish", List.of("delivered", "arrived"), () -> new Client(port), Client::publish);
    }

    private static final class Client {
        private final MqttAsyncClient client;

        Client(int port) throws MqttException {
            client = new MqttAsyncClient("tcp://localhost:" + port, "measured", new MemoryPersistence());
            client.connect().waitForCompletion();
            client.subscribe("operations", 1, (topic, message) -> Operation.of(
                                    new String(message.getPayload(), StandardCharsets.UTF_8))
                            .seen("arrived"))
                    .waitForCompletion();
        }

        void publish(Operation operation) throws MqttException, InterruptedException {
            MqttMessage message = new MqttMessage(operation.id().getBytes(StandardCharsets.UTF_8));
            message.setQos(0);
            client.publish("operations", message, null, new Noting(operation));
        }
    }

    private record Noting(Operation operation) implements IMqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            operation.seen("delivered");
        }

        @Override
        public void onFailure(IMqttToken token, Throwable failure) {
            failure.printStackTrace();
        }
    }
}
