package dev.whence.services.webflux;

import dev.whence.services.Orders;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Orders that are sent by Kafka, and a listener that answers each of them. */
@Component
class Shipping {
    static final String TOPIC = "orders";

    private final Map<Long, Sinks.One<Long>> waiting = new ConcurrentHashMap<>();
    private final KafkaTemplate<String, String> kafka;
    private final Orders orders;

    Shipping(KafkaTemplate<String, String> kafka, Orders orders) {
        this.kafka = kafka;
        this.orders = orders;
        // A producer's first call waits for the broker, which the first requests' event loops must not.
        kafka.partitionsFor(TOPIC);
    }

    /** Sends an order, and returns it when the listener has had it. */
    Mono<Long> ship(long order) {
        return Mono.defer(() -> {
            Sinks.One<Long> shipped = Sinks.one();
            waiting.put(order, shipped);
            return Mono.fromFuture(kafka.send(TOPIC, Long.toString(order))).then(shipped.asMono());
        });
    }

    /** Called for each order. */
    @KafkaListener(topics = TOPIC)
    void shipped(String message) {
        long order = Long.parseLong(message);
        orders.priced(order);
        Sinks.One<Long> shipped = waiting.remove(order);
        if (shipped != null) {
            shipped.tryEmitValue(order);
        }
    }
}
