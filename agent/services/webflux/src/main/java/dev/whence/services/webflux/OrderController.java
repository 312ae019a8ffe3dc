package dev.whence.services.webflux;

import dev.whence.services.Housekeeping;
import dev.whence.services.Orders;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The controller for all requests. It has a method for each kind of work that an order waits for. */
@RestController
class OrderController {
    private final Orders orders;
    private final PriceTable table;
    private final PriceServer prices;
    private final Shipping shipping;
    private final WebClient client;
    private final Housekeeping housekeeping;

    OrderController(
            Orders orders,
            PriceTable table,
            PriceServer prices,
            Shipping shipping,
            WebClient client,
            Housekeeping housekeeping) {
        this.orders = orders;
        this.table = table;
        this.prices = prices;
        this.shipping = shipping;
        this.client = client;
        this.housekeeping = housekeeping;
    }

    /** Asks the database and the gRPC server at the same time. */
    @GetMapping("/work")
    Mono<String> work(@RequestParam long order) {
        orders.begin(order);
        return Mono.zip(table.find(order), prices.price(order)).map(both -> orders.end(order));
    }

    @GetMapping("/fail")
    Mono<String> fail(@RequestParam long order) {
        return Mono.fromSupplier(() -> orders.fail(order));
    }

    /** Is not cancelled if the client aborts the request. */
    @GetMapping("/slow")
    Mono<String> slow(@RequestParam long order) {
        return Mono.fromFuture(CompletableFuture.supplyAsync(() -> orders.slow(order), orders.pool()), true);
    }

    @GetMapping(path = "/async", params = "way=database")
    Mono<String> database(@RequestParam long order) {
        orders.begin(order);
        return table.find(order).doOnNext(price -> orders.priced(order)).map(price -> orders.end(order));
    }

    @GetMapping(path = "/async", params = "way=grpc")
    Mono<String> grpc(@RequestParam long order) {
        orders.begin(order);
        return prices.price(order).map(price -> orders.end(order));
    }

    @GetMapping(path = "/async", params = "way=kafka")
    Mono<String> kafka(@RequestParam long order) {
        orders.begin(order);
        return shipping.ship(order).map(shipped -> orders.end(order));
    }

    @GetMapping(path = "/async", params = "way=request")
    Mono<String> request(@RequestParam long order, ServerHttpRequest request) {
        orders.begin(order);
        return client.get()
                .uri(request.getURI().resolve("/price?order=" + order))
                .retrieve()
                .bodyToMono(String.class)
                .map(price -> orders.end(order));
    }

    /** Asks for one after the other. */
    @GetMapping(path = "/async", params = "way=all")
    Mono<String> all(@RequestParam long order) {
        orders.begin(order);
        return table.find(order)
                .then(shipping.ship(order))
                .publishOn(Schedulers.parallel())
                .flatMap(shipped -> table.find(order))
                .map(price -> orders.end(order));
    }

    @GetMapping("/price")
    Mono<String> price(@RequestParam long order) {
        orders.priced(order);
        return Mono.just("price of " + order);
    }

    @GetMapping(path = "/chunks", produces = MediaType.TEXT_PLAIN_VALUE)
    Publisher<DataBuffer> chunks(@RequestParam long order) {
        return DataBufferUtils.outputStreamPublisher(
                out -> write(order, out), DefaultDataBufferFactory.sharedInstance, orders.pool());
    }

    private void write(long order, OutputStream out) {
        try {
            orders.chunks(order, out);
        } catch (IOException clientHasGone) {
            throw new UncheckedIOException(clientHasGone);
        }
    }

    @PostMapping("/echo")
    Mono<byte[]> echo(@RequestParam long order, @RequestBody(required = false) Mono<byte[]> body) {
        orders.begin(order);
        return body.defaultIfEmpty(new byte[0]).doOnNext(bytes -> orders.end(order));
    }

    @GetMapping("/idle")
    void idle() {
        housekeeping.inspect();
    }
}
