package dev.whence.libraries;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.TextMessage;
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.ActiveMQMessageProducer;
import org.apache.activemq.AsyncCallback;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.broker.BrokerService;
import org.springframework.jms.listener.DefaultMessageListenerContainer;

/** ActiveMQ Classic and Artemis. */
final class Jms implements Library {
    @Override
    public void measure(Session session) throws Exception {
        classic(session);
        artemis(session);
    }

    private static void classic(Session session) throws Exception {
        BrokerService broker = new BrokerService();
        broker.setPersistent(false);
        broker.setUseJmx(false);
        String address = broker.addConnector("tcp://localhost:0").getPublishableConnectString();
        broker.start();
        broker.waitUntilStarted();
        ConnectionFactory factory =
                new ActiveMQConnectionFactory(address + "?jms.redeliveryPolicy.initialRedeliveryDelay=0");
        session.of("ActiveMQ Classic", ActiveMQConnectionFactory.class)
                .row("send", List.of("listener"), () -> new Client(factory), Client::send)
                .row(
                        "asynchronous send",
                        List.of("callback"),
                        () -> new ClassicClient(factory),
                        ClassicClient::sendAsync);
        session.of("spring-jms", DefaultMessageListenerContainer.class)
                .row(
                        "listener container",
                        List.of("listener"),
                        () -> new SpringClient(factory, "polled", false),
                        SpringClient::send)
                .row(
                        "transacted listener container",
                        List.of("again"),
                        () -> new SpringClient(factory, "transacted", true),
                        SpringClient::send);
    }

    private static void artemis(Session session) throws Exception {
        int port = FreePort.find();
        ActiveMQServer server = ActiveMQServers.newActiveMQServer(
                new ConfigurationImpl()
                        .setPersistenceEnabled(false)
                        .setSecurityEnabled(false)
                        .addAcceptorConfiguration("tcp", "tcp://localhost:" + port),
                false);
        server.start();
        ConnectionFactory factory = new org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory(
                // Only then is a send asynchronous.
                "tcp://localhost:" + port + "?confirmationWindowSize=10240");
        session.of("Artemis", org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory.class)
                .row("send", List.of("listener"), () -> new Client(factory), Client::send)
                .row("asynchronous send", List.of("completion"), () -> new Client(factory), Client::sendAsync);
    }

    private static final class Client {
        private final JMSContext producer;
        private final JMSContext consumer;

        Client(ConnectionFactory factory) {
            producer = factory.createContext();
            consumer = producer.createContext(JMSContext.AUTO_ACKNOWLEDGE);
            consumer.createConsumer(consumer.createQueue("operations")).setMessageListener(Client::receive);
        }

        private static void receive(Message message) {
            try {
                Operation.of(((TextMessage) message).getText()).seen("listener");
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        }

        void send(Operation operation) {
            producer.createProducer().send(producer.createQueue("operations"), operation.id());
        }

        void sendAsync(Operation operation) {
            producer.createProducer()
                    .setAsync(new Noting(operation))
                    .send(producer.createQueue("operations"), operation.id());
        }
    }

    /** Classic has a callback of its own instead of the standard one. */
    private static final class ClassicClient {
        private final Connection connection;
        private final jakarta.jms.Session session;
        private final ActiveMQMessageProducer producer;

        ClassicClient(ConnectionFactory factory) throws JMSException {
            connection = factory.createConnection();
            session = connection.createSession();
            producer = (ActiveMQMessageProducer) session.createProducer(session.createQueue("others"));
        }

        void sendAsync(Operation operation) throws JMSException {
            producer.send(session.createTextMessage(operation.id()), new ClassicNoting(operation));
        }
    }

    /** Spring's listener, whose thread receives. If it is transacted, the first delivery of each message fails. */
    private static final class SpringClient {
        private final JMSContext producer;
        private final String queue;

        SpringClient(ConnectionFactory factory, String queue, boolean isTransacted) {
            this.queue = queue;
            producer = factory.createContext();
            DefaultMessageListenerContainer container = new DefaultMessageListenerContainer();
            container.setConnectionFactory(factory);
            container.setDestinationName(queue);
            container.setSessionTransacted(isTransacted);
            container.setErrorHandler(failure -> {});
            MessageListener listener = isTransacted ? SpringClient::refuse : Client::receive;
            container.setMessageListener(listener);
            container.afterPropertiesSet();
            container.start();
        }

        private static void refuse(Message message) {
            try {
                if (!message.getJMSRedelivered()) {
                    throw new IllegalStateException("refused");
                }
                Operation.of(((TextMessage) message).getText()).seen("again");
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        }

        void send(Operation operation) {
            producer.createProducer().send(producer.createQueue(queue), operation.id());
        }
    }

    private record ClassicNoting(Operation operation) implements AsyncCallback {
        @Override
        public void onSuccess() {
            operation.seen("callback");
        }

        @Override
        public void onException(JMSException failure) {
            failure.printStackTrace();
        }
    }

    private record Noting(Operation operation) implements CompletionListener {
        @Override
        public void onCompletion(Message message) {
            operation.seen("completion");
        }

        @Override
        public void onException(Message message, Exception failure) {
            failure.printStackTrace();
        }
    }
}
