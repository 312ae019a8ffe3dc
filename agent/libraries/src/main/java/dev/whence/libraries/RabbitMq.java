package dev.whence.libraries;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.qpid.server.SystemLauncher;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;

/** RabbitMQ's client, with another broker that speaks its protocol. */
final class RabbitMq implements Library {
    @Override
    public void measure(Session session) throws Exception {
        Broker broker = new Broker();
        session.of("RabbitMQ client", ConnectionFactory.class)
                .row("publish", List.of("confirm", "consumer"), () -> new Client(broker.port), Client::publish)
                .row(
                        "publish, refused",
                        List.of("again", "sent on"),
                        () -> new RefusingClient(broker.port),
                        RefusingClient::publish);
        session.of("spring-rabbit", SimpleMessageListenerContainer.class)
                .row(
                        "listener container",
                        List.of("listener"),
                        () -> new SpringClient(broker.port, "simple", SimpleMessageListenerContainer::new),
                        SpringClient::send)
                .row(
                        "direct listener container",
                        List.of("listener"),
                        () -> new SpringClient(broker.port, "direct", DirectMessageListenerContainer::new),
                        SpringClient::send);
    }

    /** A channel that waits for confirms, and another one that consumes. */
    private static final class Client {
        private final Connection connection;
        private final Channel publisher;
        private final String queue;
        private final Map<Long, Operation> unconfirmed = new ConcurrentHashMap<>();

        Client(int port) throws Exception {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setPort(port);
            connection = factory.newConnection();
            publisher = connection.createChannel();
            publisher.confirmSelect();
            publisher.addConfirmListener(this::confirm, this::confirm);
            Channel consumer = connection.createChannel();
            queue = consumer.queueDeclare().getQueue();
            consumer.basicConsume(queue, true, new Noting(consumer));
        }

        void publish(Operation operation) throws IOException {
            unconfirmed.put(publisher.getNextPublishSeqNo(), operation);
            publisher.basicPublish("", queue, null, operation.id().getBytes(StandardCharsets.UTF_8));
        }

        private void confirm(long number, boolean andBefore) {
            for (long confirmed : List.copyOf(unconfirmed.keySet())) {
                if (confirmed == number || (andBefore && confirmed < number)) {
                    unconfirmed.remove(confirmed).seen("confirm");
                }
            }
        }
    }

    private static final class Noting extends DefaultConsumer {
        Noting(Channel channel) {
            super(channel);
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            Operation.of(new String(body, StandardCharsets.UTF_8)).seen("consumer");
        }
    }

    /** Two consumers on one channel. The first one gets many messages at once, refuses each first, and sends it on. */
    private static final class RefusingClient {
        private final Channel publisher;
        private final String queue;
        private final String next;

        RefusingClient(int port) throws Exception {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setPort(port);
            Connection connection = factory.newConnection();
            publisher = connection.createChannel();
            Channel channel = connection.createChannel();
            channel.basicQos(10);
            queue = channel.queueDeclare().getQueue();
            next = channel.queueDeclare().getQueue();
            channel.basicConsume(queue, false, new Refusing(channel));
            channel.basicConsume(next, false, new DefaultConsumer(channel) {
                @Override
                public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
                        throws IOException {
                    Operation.of(new String(body, StandardCharsets.UTF_8)).seen("sent on");
                    channel.basicAck(envelope.getDeliveryTag(), false);
                }
            });
        }

        void publish(Operation operation) throws IOException {
            publisher.basicPublish("", queue, null, operation.id().getBytes(StandardCharsets.UTF_8));
        }

        private final class Refusing extends DefaultConsumer {
            Refusing(Channel channel) {
                super(channel);
            }

            @Override
            public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
                    throws IOException {
                if (envelope.isRedeliver()) {
                    Operation.of(new String(body, StandardCharsets.UTF_8)).seen("again");
                    getChannel().basicPublish("", next, properties, body);
                    getChannel().basicAck(envelope.getDeliveryTag(), false);
                } else {
                    getChannel().basicNack(envelope.getDeliveryTag(), false, true);
                }
            }
        }
    }

    /** Spring's listener, whose thread takes messages out of a queue. */
    private static final class SpringClient {
        private final RabbitTemplate template;

        SpringClient(
                int port,
                String name,
                Function<org.springframework.amqp.rabbit.connection.ConnectionFactory, AbstractMessageListenerContainer>
                        containers) {
            CachingConnectionFactory factory = new CachingConnectionFactory("localhost", port);
            template = new RabbitTemplate(factory);
            Queue queue = new Queue(name);
            String unused = new RabbitAdmin(factory).declareQueue(queue);
            template.setRoutingKey(queue.getName());
            AbstractMessageListenerContainer container = containers.apply(factory);
            container.setQueues(queue);
            container.setMessageListener(message -> Operation.of(new String(message.getBody(), StandardCharsets.UTF_8))
                    .seen("listener"));
            container.start();
        }

        void send(Operation operation) {
            template.convertAndSend(operation.id());
        }
    }

    private static final class Broker {
        private static final String CONFIGURATION = """
            {
              "name": "broker",
              "modelVersion": "9.1",
              "authenticationproviders": [{"name": "plain", "type": "Plain", "secureOnlyMechanisms": [], "users": [
                {"name": "guest", "type": "managed", "password": "guest"}
              ]}],
              "ports": [{
                "name": "AMQP", "port": "%d", "authenticationProvider": "plain", "protocols": ["AMQP_0_9_1"],
                "virtualhostaliases": [
                  {"name": "name", "type": "nameAlias"}, {"name": "default", "type": "defaultAlias"}
                ]
              }],
              "virtualhostnodes": [{
                "name": "default", "type": "Memory", "defaultVirtualHostNode": "true",
                "virtualHostInitialConfiguration": "{\\"type\\": \\"Memory\\"}"
              }]
            }
            """;

        final int port = FreePort.find();

        private final SystemLauncher launcher = new SystemLauncher();

        Broker() throws Exception {
            Path folder = Files.createTempDirectory("qpid");
            Path configuration = folder.resolve("configuration.json");
            Files.writeString(configuration, CONFIGURATION.formatted(port));
            launcher.startup(Map.of(
                    "type",
                    "Memory",
                    "startupLoggedToSystemOut",
                    "false",
                    "initialConfigurationLocation",
                    configuration.toString(),
                    "context",
                    Map.of("qpid.work_dir", folder.toString())));
        }
    }
}
