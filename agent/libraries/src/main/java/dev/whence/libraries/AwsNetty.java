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
                        (client, operation) -> client.execute(
                                        request(URI.create(server.url(operation)), () -> operation.seen("handler")))
                                .thenRun(() -> operation.seen("future")));
    }

    /** Returns a request whose response is read to its end. {@code seen} is run when it begins. */
    static AsyncExecuteRequest request(URI uri, Runnable seen) {
        return AsyncExecuteRequest.builder()
                .request(SdkHttpRequest.builder()
                        .method(SdkHttpMethod.GET)
                        .uri(uri)
                        .putHeader("Host", uri.getAuthority())
                        .build())
                .requestContentPublisher(new Empty())
                .responseHandler(new Noting(seen))
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

    private record Noting(Runnable seen) implements SdkAsyncHttpResponseHandler {
        @Override
        public void onHeaders(SdkHttpResponse headers) {
            seen.run();
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
