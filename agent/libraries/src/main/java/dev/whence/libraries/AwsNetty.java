package dev.whence.libraries;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.http.async.SimpleSubscriber;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/** The client that all asynchronous clients of AWS use. */
@SuppressWarnings("FutureReturnValueIgnored")
final class AwsNetty implements Library {
    @Override
    public void measure(Session session) throws Exception {
        EchoServer server = new EchoServer();
        session.of("AWS SDK Netty client", NettyNioAsyncHttpClient.class)
                .row(
                        "execute",
                        List.of("future", "handler", "server"),
                        NettyNioAsyncHttpClient::create,
                        (client, operation) ->
                                client.execute(request(server, operation)).thenRun(() -> operation.seen("future")));
    }

    private static AsyncExecuteRequest request(EchoServer server, Operation operation) {
        return AsyncExecuteRequest.builder()
                .request(SdkHttpRequest.builder()
                        .method(SdkHttpMethod.GET)
                        .uri(URI.create(server.url(operation)))
                        .putHeader("Host", "localhost:" + server.port())
                        .build())
                .requestContentPublisher(new Empty())
                .responseHandler(new Noting(operation))
                .build();
    }

    private static final class Empty implements SdkHttpContentPublisher {
        @Override
        public Optional<Long> contentLength() {
            return Optional.of(0L);
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            Mono.<ByteBuffer>empty().subscribe(subscriber);
        }
    }

    private record Noting(Operation operation) implements SdkAsyncHttpResponseHandler {
        @Override
        public void onHeaders(SdkHttpResponse headers) {
            operation.seen("handler");
        }

        @Override
        public void onStream(Publisher<ByteBuffer> stream) {
            stream.subscribe(new SimpleSubscriber(bytes -> {}));
        }

        @Override
        public void onError(Throwable failure) {
            failure.printStackTrace();
        }
    }
}
