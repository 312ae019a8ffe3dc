package dev.whence.market.shop;

import dev.whence.market.service.Fault;
import dev.whence.market.service.Mail;
import dev.whence.market.service.Workers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the stock pack the parcels of paid orders, by a message of the broker. */
class Parcels {
    private static final Logger LOG = LoggerFactory.getLogger(Parcels.class);

    private final ExecutorService porters = Workers.pool("porter-", 2);
    private final BlockingQueue<Long> handedOver = new LinkedBlockingQueue<>();
    private final Mail mail;
    private final Fault lost;

    Parcels(Mail mail, Fault lost) {
        this.mail = mail;
        this.lost = lost;
        Thread carrier = new Thread(this::carry, "carrier");
        carrier.setDaemon(true);
        carrier.start();
    }

    void handOver(Order order) {
        if (lost.isOn()) {
            handedOver.add(order.id());
        } else {
            porters.execute(() -> send(order.id()));
        }
    }

    private void carry() {
        try {
            while (true) {
                send(handedOver.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(long order) {
        LOG.info("parcel of {} goes to the stock", order);
        mail.send("parcels", order);
    }
}
