package dev.whence.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.demo.gateway.PaymentGateway;
import dev.whence.demo.log.LogFile;
import dev.whence.demo.log.LogFile.Format;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the shop over HTTP, without and with the agent. */
class ShopTest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Path log;
    private static LogFile logFile;
    private static PaymentGateway gateway;
    private static Shop shop;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        log = folder.resolve("shop.log");
        logFile = LogFile.open(log, Format.plain);
        gateway = PaymentGateway.open(0);
        shop = Shop.open(0, gateway.uri());
    }

    @AfterAll
    static void close() {
        shop.close();
        gateway.close();
        logFile.close();
    }

    @Test
    void takesAnOrderAndRemembersIt() throws Exception {
        assertThat(post(order(1, "lamp", "4111"))).satisfies(hasResponse(201, "{\"id\":1,\"status\":\"paid\"}"));
        assertThat(get("/1")).satisfies(hasResponse(200, "{\"id\":1,\"status\":\"paid\"}"));
    }

    @Test
    void refusesADeclinedCard() throws Exception {
        String failed = "{\"id\":2,\"status\":\"failed\",\"reason\":\"card declined\"}";
        assertThat(post(order(2, "lamp", "declined"))).satisfies(hasResponse(409, failed));
        assertThat(get("/2")).satisfies(hasResponse(200, failed));
    }

    @Test
    void logsWhereADeclinedCardWasNoticed() throws Exception {
        post(order(3, "lamp", "declined"));
        List<String> text = Files.readAllLines(log);
        int exception = text.indexOf("java.lang.IllegalStateException: card declined");
        assertThat(text.get(exception - 1)).contains(" ERROR ").endsWith("Checkout - order failed");
        assertThat(text.get(exception + 1)).startsWith("\tat dev.whence.demo.shop.Payments.charge(Payments.java:");
    }

    @Test
    void refusesWhatItDoesNotSell() throws Exception {
        assertThat(post(order(4, "boat", "4111")).body()).contains("\"failed\"", "out of stock: boat");
    }

    @Test
    void refusesAnOrderThatExists() throws Exception {
        post(order(5, "lamp", "4111"));
        assertThat(post(order(5, "lamp", "4111")))
                .satisfies(hasResponse(409, "{\"error\":\"order 5 exists already\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/404404", "/abc", "/1/2"})
    void doesNotFindWhatIsNotThere(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{}",
                "{\"id\":6,\"item\":\"lamp\",\"quantity\":0,\"card\":\"4111\"}",
                "{\"id\":6,\"item\":\"lamp\",\"quantity\":2,\"card\":\" \"}",
                "{\"id\":-6,\"item\":\"lamp\",\"quantity\":2,\"card\":\"4111\"}"
            })
    void saysThatABodyIsNoOrder(String body) throws Exception {
        HttpResponse<String> response = post(body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.body()).startsWith("{\"error\":\"");
    }

    @Test
    void refusesATooLargeBody() throws Exception {
        assertThat(post("x".repeat(70_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void knowsNoOtherMethods() throws Exception {
        HttpRequest request = request(shop.orders()).DELETE().build();
        assertThat(send(request).statusCode()).isEqualTo(405);
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(resource(path)).build());
    }

    private static HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(request(shop.orders()).POST(BodyPublishers.ofString(body)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
    }

    private static URI resource(String path) {
        return URI.create(shop.orders() + path);
    }

    private static String order(long id, String item, String card) {
        return "{\"id\":%d,\"item\":\"%s\",\"quantity\":2,\"card\":\"%s\"}".formatted(id, item, card);
    }

    private static org.assertj.core.api.ThrowingConsumer<HttpResponse<String>> hasResponse(int status, String body) {
        return response -> {
            assertThat(response.body()).isEqualTo(body);
            assertThat(response.statusCode()).isEqualTo(status);
        };
    }
}
