package dev.whence.market.service;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A connection to the broker, by which services send each other the numbers of orders. */
public final class Mail {
    private final JMSContext sender;
    private final ReentrantLock sending = new ReentrantLock();

    private Mail(JMSContext sender) {
        this.sender = sender;
    }

    /** Connects to a broker. */
    public static Mail of(String broker) {
        return new Mail(new ActiveMQConnectionFactory(broker).createContext());
    }

    /** Sends the number of an order to a queue. */
    public void send(String queue, long order) {
        sending.lock();
        try {
            sender.createProducer().send(sender.createQueue(queue), Long.toString(order));
        } finally {
            sending.unlock();
        }
    }

    /** Gives each number that is sent to a queue to a receiver. */
    public void receive(String queue, LongConsumer receiver) {
        JMSContext session = sender.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        session.createConsumer(session.createQueue(queue))
                .setMessageListener(message -> receiver.accept(order(message)));
    }

    private static long order(Message message) {
        try {
            return Long.parseLong(message.getBody(String.class));
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
