package dev.whence.libraries;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.integration.channel.ExecutorChannel;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.endpoint.PollingConsumer;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.PeriodicTrigger;

/** Channels of Spring Integration. */
final class SpringMessaging implements Library {
    @Override
    public void measure(Session session) {
        session.of("Spring Integration", ExecutorChannel.class)
                .row(
                        "executor channel",
                        Client::new,
                        (client, operation) -> client.channel.send(new GenericMessage<>(operation)))
                .row(
                        "queue channel with a poller",
                        Poller::new,
                        (client, operation) -> client.channel.send(new GenericMessage<>(operation)));
    }

    /** A consumer that takes the messages out of a queue in a scheduler's thread. */
    private static final class Poller {
        private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        private final QueueChannel channel = new QueueChannel();
        private final PollingConsumer consumer =
                new PollingConsumer(channel, message -> ((Operation) message.getPayload()).seen());

        Poller() {
            scheduler.initialize();
            DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
            beans.registerSingleton("taskScheduler", scheduler);
            consumer.setBeanFactory(beans);
            consumer.setTaskScheduler(scheduler);
            consumer.setTrigger(new PeriodicTrigger(Duration.ofMillis(20)));
            consumer.setReceiveTimeout(1000);
            consumer.afterPropertiesSet();
            consumer.start();
        }
    }

    private static final class Client {
        private final ExecutorService threads = Executors.newFixedThreadPool(2);
        private final ExecutorChannel channel = new ExecutorChannel(threads);

        Client() {
            channel.subscribe(message -> ((Operation) message.getPayload()).seen());
        }
    }
}
