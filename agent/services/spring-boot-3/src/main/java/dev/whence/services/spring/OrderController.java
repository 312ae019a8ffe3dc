package dev.whence.services.spring;

import dev.whence.services.Housekeeping;
import dev.whence.services.Orders;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The controller for all requests. It has a method for each kind of asynchronous response in Spring. */
@RestController
class OrderController {
    private final Orders orders;
    private final Background background;
    private final PriceTable prices;
    private final Housekeeping housekeeping;

    OrderController(Orders orders, Background background, PriceTable prices, Housekeeping housekeeping) {
        this.orders = orders;
        this.background = background;
        this.prices = prices;
        this.housekeeping = housekeeping;
    }

    @GetMapping("/work")
    String work(@RequestParam long order) {
        return orders.work(order);
    }

    @GetMapping("/fail")
    String fail(@RequestParam long order) {
        return orders.fail(order);
    }

    @GetMapping("/slow")
    String slow(@RequestParam long order) {
        return orders.slow(order);
    }

    @GetMapping(path = "/async", params = "way=callable")
    Callable<String> callable(@RequestParam long order) {
        orders.begin(order);
        return () -> orders.finish(order);
    }

    @GetMapping(path = "/async", params = "way=deferred")
    DeferredResult<String> deferred(@RequestParam long order) {
        orders.begin(order);
        DeferredResult<String> result = new DeferredResult<>();
        orders.pool().execute(() -> result.setResult(orders.finish(order)));
        return result;
    }

    @GetMapping(path = "/async", params = "way=future")
    CompletableFuture<String> future(@RequestParam long order) {
        return orders.later(order);
    }

    @GetMapping(path = "/async", params = "way=timeout")
    CompletableFuture<String> timeout(@RequestParam long order) {
        return orders.afterTimeout(order);
    }

    @GetMapping(path = "/async", params = "way=cancellation")
    CompletableFuture<String> cancellation(@RequestParam long order) {
        return orders.afterCancellation(order);
    }

    @GetMapping(path = "/async", params = "way=elsewhere")
    CompletableFuture<String> elsewhere(@RequestParam long order) {
        return orders.fromElsewhere(order);
    }

    @GetMapping(path = "/async", params = "way=database")
    CompletableFuture<String> database(@RequestParam long order) {
        orders.begin(order);
        return CompletableFuture.runAsync(() -> prices.find(order), orders.pool())
                .thenApply(found -> orders.end(order));
    }

    @GetMapping(path = "/async", params = "way=background")
    CompletableFuture<String> background(@RequestParam long order) {
        orders.begin(order);
        return background.later(order);
    }

    @GetMapping("/nested")
    CompletableFuture<String> nested(@RequestParam long order) {
        return orders.nested(order);
    }

    @GetMapping("/chunks")
    ResponseEntity<StreamingResponseBody> chunks(@RequestParam long order) {
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(out -> orders.chunks(order, out));
    }

    @PostMapping("/echo")
    byte[] echo(@RequestParam long order, @RequestBody(required = false) byte[] body) {
        orders.begin(order);
        orders.end(order);
        return body == null ? new byte[0] : body;
    }

    @GetMapping("/idle")
    void idle() {
        housekeeping.inspect();
    }
}
