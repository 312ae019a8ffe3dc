package dev.whence.libraries;

import com.sun.net.httpserver.HttpServer;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.netty.DisposableServer;

/**
 * The program that measures the price of a hop: how many of them the clients of a library make in a second, with the
 * server in the same JVM.
 *
 * <p>It reads the names of hops from its input. After each name it makes that hop for a second, in one operation, and
 * prints their number.
 */
final class Price {
    private static final int AT_A_TIME = 16;
    private static final long TURN = TimeUnit.SECONDS.toNanos(1);

    /** Makes a hop, and runs an action in the callback. */
    private interface Client {
        void call(Runnable callback);
    }

    /** Argument: "whence" or "opentelemetry". */
    public static void main(String[] args) throws Exception {
        Tracing tracing = Tracing.valueOf(args[0].toUpperCase(Locale.ROOT));
        Map<String, Client> clients = Map.of(
                "OkHttp call", okHttp(), "Kafka send", kafka(), "gRPC unary", grpc(), "WebFlux request", webFlux());
        BufferedReader names = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        System.out.println("ready");
        for (String name = names.readLine(); name != null; name = names.readLine()) {
            Client client = clients.get(name);
            if (client == null) {
                throw new IllegalArgumentException("there is no hop '" + name + "'");
            }
            try (AutoCloseable operation = tracing.open("operation")) {
                System.out.println("hops " + count(client));
            }
        }
        System.exit(0);
    }

    private static long count(Client client) throws InterruptedException {
        Semaphore permits = new Semaphore(AT_A_TIME);
        long end = System.nanoTime() + TURN;
        long count = 0;
        while (System.nanoTime() - end < 0) {
            permits.acquire();
            client.call(permits::release);
            count++;
        }
        permits.acquire(AT_A_TIME);
        return count;
    }

    private static Client okHttp() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newFixedThreadPool(AT_A_TIME));
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequestsPerHost(AT_A_TIME);
        OkHttpClient client = new OkHttpClient.Builder().dispatcher(dispatcher).build();
        Request request = new Request.Builder()
                .url("http://localhost:" + server.getAddress().getPort() + "/")
                .build();
        return callback -> client.newCall(request).enqueue(new Callback() {
            @Override
            public void onFailure(Call call, IOException e) {
                throw new IllegalStateException(e);
            }

            @Override
            public void onResponse(Call call, Response response) {
                response.close();
                callback.run();
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private static Client kafka() throws Exception {
        String topic = "price";
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", new Kafka.Broker(topic).address),
                new StringSerializer(),
                new StringSerializer());
        return callback -> producer.send(new ProducerRecord<>(topic, "value"), (metadata, failure) -> callback.run());
    }

    private static Client grpc() throws IOException {
        Server server = NettyServerBuilder.forPort(0)
                .addService(Grpc.service((message, responses) -> {
                    responses.onNext(message);
                    responses.onCompleted();
                }))
                .build()
                .start();
        Channel channel = NettyChannelBuilder.forAddress("localhost", server.getPort())
                .usePlaintext()
                .build();
        return callback -> ClientCalls.asyncUnaryCall(
                channel.newCall(Grpc.UNARY, CallOptions.DEFAULT), "message", new StreamObserver<>() {
                    @Override
                    public void onNext(String value) {
                        // The callback comes at the end.
                    }

                    @Override
                    public void onError(Throwable failure) {
                        throw new IllegalStateException(failure);
                    }

                    @Override
                    public void onCompleted() {
                        callback.run();
                    }
                });
    }

    private static Client webFlux() {
        DisposableServer server = reactor.netty.http.server.HttpServer.create()
                .host("localhost")
                .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(RouterFunctions.route()
                        .GET("/", request -> ServerResponse.ok().bodyValue("body"))
                        .build())))
                .bindNow();
        WebClient client = WebClient.create("http://localhost:" + server.port());
        return callback ->
                client.get().uri("/").retrieve().bodyToMono(String.class).subscribe(body -> callback.run());
    }

    private Price() {}
}
