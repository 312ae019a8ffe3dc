package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.freshId;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.agent.attached.harness.TrustNeeded;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.ActiveMQMessageProducer;
import org.apache.activemq.AsyncCallback;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerPluginSupport;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listeners of ActiveMQ run in the operation that a message names, callbacks in the sender's; with a broker. */
class ActiveMqBehaviour {
    /** The names of properties are identifiers. */
    private static final String PROPERTY = "X__dash__Correlation__dash__ID";

    private volatile String foreignEdge = "";
    private final Seen seen = new Seen(Vocabulary::freshId);
    private final BrokerService broker = new BrokerService();
    private final ActiveMQConnection connection;
    private final Session session;
    private final ActiveMQMessageProducer producer;

    ActiveMqBehaviour() throws Exception {
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setPlugins(new BrokerPlugin[] {new Sender()});
        String address = broker.addConnector("tcp://127.0.0.1:0").getPublishableConnectString();
        broker.start();
        broker.waitUntilStarted();
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(address);
        connection = (ActiveMQConnection) factory.createConnection();
        connection.getRedeliveryPolicy().setInitialRedeliveryDelay(0);
        connection.getRedeliveryPolicy().setRedeliveryDelay(0);
        connection.start();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        producer = producer("queue");
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        broker.stop();
    }

    /** Makes messages as if they came from another process. */
    private final class Sender extends BrokerPluginSupport {
        @Override
        public void send(ProducerBrokerExchange exchange, org.apache.activemq.command.Message message)
                throws Exception {
            if (!foreignEdge.isEmpty()) {
                message.setProperty("whence__dash__causal", foreignEdge);
            }
            super.send(exchange, message);
        }
    }

    private ActiveMQMessageProducer producer(String queue) throws JMSException {
        return (ActiveMQMessageProducer) session.createProducer(session.createQueue(queue));
    }

    /** Receives in a session of its own. */
    private Session listen(String queue, boolean isTransacted, MessageListener listener) throws JMSException {
        Session own = connection.createSession(
                isTransacted, isTransacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
        own.createConsumer(own.createQueue(queue)).setMessageListener(listener);
        return own;
    }

    private void send(String sender) {
        in(sender, () -> producer.send(session.createTextMessage(sender)));
    }

    @DisplayName("a listener runs in the sender's operation, for any consumer of one connection; then in none")
    @Test
    void listeners() throws Exception {
        Session first = listen("queue", false, message -> seen.here());
        Session second = listen("queue", false, message -> seen.here());
        for (String sender : List.of("A", "B", "C", "D")) {
            send(sender);
        }
        assertThat(seen.next(4)).containsExactlyInAnyOrder("A", "B", "C", "D");
        first.close();
        second.close();
    }

    @DisplayName("a message without an id, or with an invalid one, begins a new operation")
    @Test
    void without() throws Exception {
        listen("queue", false, message -> seen.here());
        elsewhere("", () -> {
            producer.send(session.createMessage());
            Message message = session.createMessage();
            message.setStringProperty(PROPERTY, "not valid\n");
            producer.send(message);
            message.setIntProperty(PROPERTY, 7);
            producer.send(message);
        });
        assertThat(seen.next(3)).doesNotHaveDuplicates().doesNotContain("", "7");
    }

    @DisplayName("the program's message stays as it is, and names each time who sends it")
    @Test
    void reused() throws Exception {
        Message message = session.createTextMessage("reused");
        in("A", () -> producer.send(message));
        in("B", () -> producer.send(message));
        elsewhere("", () -> producer.send(message));
        assertThat(message.propertyExists(PROPERTY)).isFalse();
        listen("queue", false, received -> seen.here());
        assertThat(seen.next(2)).containsExactly("A", "B");
        assertThat(seen.next()).isNotIn("", "A", "B");
    }

    @DisplayName("a message that a listener throws at, or rolls back, comes again in the same operation")
    @Test
    void redelivered() throws Exception {
        listen("queue", false, message -> {
            seen.here();
            if (!isRedelivered(message)) {
                throw new IllegalStateException("refused");
            }
        });
        send("A");
        send("B");
        assertThat(seen.next(4)).containsExactlyInAnyOrder("A", "A", "B", "B");
        Session[] transacted = new Session[1];
        transacted[0] = listen("transacted", true, message -> {
            seen.here();
            try {
                if (isRedelivered(message)) {
                    transacted[0].commit();
                } else {
                    transacted[0].rollback();
                }
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        ActiveMQMessageProducer other = producer("transacted");
        in("C", () -> other.send(session.createMessage()));
        in("D", () -> other.send(session.createMessage()));
        assertThat(seen.next(4)).containsExactlyInAnyOrder("C", "C", "D", "D");
    }

    private static boolean isRedelivered(Message message) {
        try {
            return message.getJMSRedelivered();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @DisplayName("a received message, whose properties are read-only, can be sent on, and names who does it")
    @Test
    void sentOn() throws Exception {
        ActiveMQMessageProducer next = producer("next");
        listen("queue", false, message -> {
            seen.here();
            in("B", () -> next.send(message));
            in("", () -> seen.note(freshId()));
        });
        listen("next", false, message -> seen.here());
        send("A");
        assertThat(seen.next(3)).containsExactlyInAnyOrder("A", "", "B");
    }

    @TrustNeeded
    @DisplayName("what the sender had logged precedes what the listener logs, each time that the message comes")
    @Test
    void order(@TempDir Path folder) throws Exception {
        CausalLog log = new CausalLog(folder.resolve("log"));
        listen("queue", false, received -> {
            log.write(1);
            seen.here();
            if (!isRedelivered(received)) {
                throw new IllegalStateException("refused");
            }
        });
        foreignEdge = "0640000000000000;deadbeef-7:3";
        send("A");
        assertThat(seen.next(2)).containsExactly("A", "A");
        assertThat(log.end()).extracting(line -> line.via("deadbeef-7:3")).containsExactly("receive", "receive");
    }

    @DisplayName("who receives by himself keeps his own")
    @NoAgentNeeded
    @Test
    void received() throws Exception {
        send("A");
        in("B", () -> {
            Message message =
                    session.createConsumer(session.createQueue("queue")).receive(Vocabulary.SECONDS * 1000L);
            assertThat(message).isNotNull();
            seen.here();
        });
        assertThat(seen.next()).isEqualTo("B");
    }

    @DisplayName("callbacks of asynchronous sends have each their sender's")
    @Test
    void callbacks() throws Exception {
        Seen both = new Seen();
        for (String sender : List.of("A", "B", "")) {
            in(
                    sender,
                    () -> producer.send(session.createTextMessage(sender), new AsyncCallback() {
                        @Override
                        public void onSuccess() {
                            both.here();
                        }

                        @Override
                        public void onException(JMSException failure) {
                            throw new AssertionError(failure);
                        }
                    }));
        }
        assertThat(both.next(3)).containsExactly("A", "B", "");
    }
}
