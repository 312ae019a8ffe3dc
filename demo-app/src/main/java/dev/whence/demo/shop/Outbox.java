package dev.whence.demo.shop;

import java.util.Queue;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A queue of confirmations for paid orders, which a timer sends in batches. */
final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final long PERIOD_MILLIS = 50;

    private final Queue<Long> waiting = new ConcurrentLinkedQueue<>();
    private final Timer timer = new Timer("outbox");

    static Outbox start() {
        Outbox outbox = new Outbox();
        outbox.timer.schedule(outbox.new SendTask(), PERIOD_MILLIS, PERIOD_MILLIS);
        return outbox;
    }

    void add(Order order) {
        waiting.add(order.id());
    }

    private void send() {
        int sent = 0;
        while (waiting.poll() != null) {
            sent++;
        }
        if (sent > 0) {
            LOG.info("sent {} confirmations", sent);
        }
    }

    @Override
    public void close() {
        timer.cancel();
        send();
    }

    private final class SendTask extends TimerTask {
        @Override
        public void run() {
            send();
        }
    }
}
