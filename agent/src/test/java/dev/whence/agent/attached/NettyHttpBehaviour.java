package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.in;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** What is particular to HTTP on Netty: the messages of a connection, their parts, their order, and what is between. */
@SuppressWarnings("FutureReturnValueIgnored")
class NettyHttpBehaviour {
    private final Seen seen = new Seen();

    /** Notes what it sees at each part of a message, and at each event. */
    private static final class Noting extends ChannelInboundHandlerAdapter {
        private final Seen seen;

        Noting(Seen seen) {
            this.seen = seen;
        }

        private void note(String what) {
            seen.note((what + " " + Vocabulary.id()).trim());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            note(nameOf(message));
        }

        private static String nameOf(Object message) {
            if (message instanceof HttpRequest) {
                return "request";
            }
            if (message instanceof HttpResponse) {
                return "response";
            }
            return message instanceof LastHttpContent ? "end" : "part";
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            note("event");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
            note("failure");
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            note("closed");
        }
    }

    /** Keeps all messages until somebody asks for them. */
    private static final class Keeping extends ChannelDuplexHandler {
        private final Queue<Object> kept = new ArrayDeque<>();

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            kept.add(message);
        }

        @Override
        public void read(ChannelHandlerContext context) {
            while (!kept.isEmpty()) {
                context.fireChannelRead(kept.remove());
            }
        }
    }

    private EmbeddedChannel server(ChannelHandler... handlers) {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpServerCodec());
        channel.pipeline().addLast(handlers).addLast(new Noting(seen));
        return channel;
    }

    private EmbeddedChannel client() {
        return new EmbeddedChannel(new HttpClientCodec(), new Noting(seen));
    }

    private static void receive(EmbeddedChannel channel, String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, ISO_8859_1));
    }

    private static String post(String id, int length) {
        return "POST / HTTP/1.1\r\nX-Correlation-ID: " + id + "\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static String ok(int length) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static String sent(EmbeddedChannel channel, Object message) {
        channel.writeOutbound(message);
        StringBuilder text = new StringBuilder();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            text.append(part.toString(ISO_8859_1));
            part.release();
        }
        return text.toString();
    }

    private static FullHttpRequest get() {
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        request.headers().set(HttpHeaderNames.HOST, "localhost");
        return request;
    }

    private static FullHttpResponse response(HttpResponseStatus status) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
        return response;
    }

    private static String header(String id) {
        return "\r\nX-Correlation-ID: " + id + "\r\n";
    }

    @DisplayName("all parts of requests that come in turn by two connections")
    @Test
    void parts() {
        EmbeddedChannel first = server();
        EmbeddedChannel second = server();
        receive(first, post("A", 4) + "ab");
        receive(second, post("B", 4));
        receive(first, "cd");
        receive(second, "efgh");
        assertThat(withoutMdc()).containsExactly("request A", "part A", "request B", "end A", "end B");
    }

    /** What was seen; a request brings no MDC. */
    private List<String> withoutMdc() {
        return seen.soFar().stream()
                .map(line -> line.replaceAll("'(.*)' with the MDC of ''", "$1"))
                .toList();
    }

    @DisplayName("what the program puts into the MDC at a request is there at the end of its body, and not elsewhere")
    @Test
    void mdc() {
        EmbeddedChannel channel = server(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                if (message instanceof HttpRequest) {
                    MDC.put("operation", "A");
                }
                context.fireChannelRead(message);
            }
        });
        receive(channel, post("A", 4));
        assertThat(MDC.get("operation")).isNull();
        receive(channel, "abcd");
        assertThat(seen.soFar()).containsExactly("request A", "end A");
    }

    @DisplayName("requests that come at once, of which a handler keeps some until another operation asks for them")
    @Test
    void kept() {
        EmbeddedChannel channel = server(new Keeping());
        receive(channel, post("A", 0) + post("B", 2) + "ab" + post("C", 0));
        in("D", channel::read);
        assertThat(withoutMdc()).containsSubsequence("request A", "end A", "request B", "end B", "request C", "end C");
        for (String id : List.of("A", "B", "C")) {
            assertThat(in("D", () -> sent(channel, response(HttpResponseStatus.OK))))
                    .contains(header(id));
        }
    }

    @DisplayName("a full request that was made of its parts, and kept")
    @Test
    void aggregated() {
        EmbeddedChannel channel = server(new HttpObjectAggregator(100), new Keeping());
        receive(channel, post("A", 2) + "ab" + post("B", 2) + "cd");
        in("D", channel::read);
        assertThat(withoutMdc()).containsExactly("request A", "request B");
    }

    @SuppressWarnings("deprecation")
    @DisplayName("a handler with threads of its own")
    @Test
    void executor() {
        EventExecutorGroup threads = new DefaultEventExecutorGroup(1);
        EmbeddedChannel channel = new EmbeddedChannel(new HttpServerCodec());
        Seen ids = new Seen(Vocabulary::correlationId);
        channel.pipeline().addLast(threads, new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                ids.here();
            }
        });
        receive(channel, post("A", 4) + "ab");
        receive(channel, "cd" + post("B", 4) + "ab");
        receive(channel, "cd" + post("C", 0));
        assertThat(ids.next(8)).containsExactly("A", "A", "A", "B", "B", "B", "C", "C");
        threads.shutdownGracefully();
    }

    @DisplayName("an event belongs to the request that has no response yet; between requests a channel is nobody's")
    @Test
    void events() {
        EmbeddedChannel channel = server();
        channel.pipeline().fireUserEventTriggered("idle");
        receive(channel, post("A", 0));
        channel.pipeline().fireUserEventTriggered("slow");
        sent(channel, response(HttpResponseStatus.CONTINUE));
        channel.pipeline().fireExceptionCaught(new IllegalStateException());
        sent(channel, response(HttpResponseStatus.OK));
        channel.pipeline().fireUserEventTriggered("idle");
        receive(channel, post("B", 0) + post("C", 0));
        channel.pipeline().fireUserEventTriggered("two");
        assertThat(withoutMdc())
                .containsExactly(
                        "event",
                        "request A",
                        "end A",
                        "event A",
                        "failure A",
                        "event",
                        "request B",
                        "end B",
                        "request C",
                        "end C",
                        "event");
    }

    @DisplayName("a response has the id once, an interim one has none")
    @Test
    void interim() {
        EmbeddedChannel channel = server();
        receive(channel, post("A", 0));
        assertThat(sent(channel, response(HttpResponseStatus.CONTINUE))).doesNotContain("Correlation");
        assertThat(sent(channel, response(HttpResponseStatus.OK))).containsOnlyOnce(header("A"));
    }

    @DisplayName("after a response that switches protocols the channel is nobody's")
    @Test
    void upgrade() {
        EmbeddedChannel channel = server();
        receive(channel, "GET / HTTP/1.1\r\nX-Correlation-ID: A\r\nUpgrade: other\r\nConnection: upgrade\r\n\r\n");
        assertThat(sent(channel, response(HttpResponseStatus.SWITCHING_PROTOCOLS)))
                .contains(header("A"));
        channel.pipeline().fireUserEventTriggered("upgraded");
        assertThat(withoutMdc()).containsExactly("request A", "end A", "event");
    }

    @DisplayName("a response that the program sends again and again stays as it is")
    @Test
    void sharedResponse() {
        FullHttpResponse shared = response(HttpResponseStatus.OK);
        EmbeddedChannel channel = server();
        for (String id : List.of("A", "B")) {
            receive(channel, post(id, 0));
            assertThat(sent(channel, shared.retainedDuplicate())).contains(header(id));
        }
        assertThat(shared.headers().contains("X-Correlation-ID")).isFalse();
    }

    @DisplayName("a request that the program sends again and again has the id of whoever sends it, and stays as it is")
    @Test
    void sharedRequest() {
        FullHttpRequest shared = get();
        for (String id : List.of("A", "B")) {
            assertThat(in(id, () -> sent(client(), shared.retainedDuplicate()))).containsOnlyOnce(header(id));
        }
        assertThat(in("", () -> sent(client(), shared.retainedDuplicate()))).doesNotContain("Correlation");
        assertThat(shared.headers().contains("X-Correlation-ID")).isFalse();
    }

    @NoAgentNeeded
    @DisplayName("a header of the program is the only one, and a proxy gets none")
    @Test
    void notSent() {
        FullHttpRequest own = get();
        own.headers().set("x-correlation-id", "own");
        assertThat(in("A", () -> sent(client(), own))).contains("own").doesNotContain("A\r\n");
        FullHttpRequest tunnel = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.CONNECT, "host:443");
        assertThat(in("A", () -> sent(client(), tunnel))).doesNotContain("Correlation");
    }

    @DisplayName("responses to requests that several operations have sent at once by one connection")
    @Test
    void pipelined() {
        EmbeddedChannel channel = client();
        for (String id : List.of("A", "B")) {
            in(id, () -> sent(channel, get()));
        }
        in("C", () -> receive(channel, "HTTP/1.1 100 Continue\r\n\r\n" + ok(4) + "ab"));
        in("C", () -> receive(channel, "cd" + ok(0)));
        assertThat(seen.soFar())
                .containsExactly("response A", "end A", "response A", "part A", "end A", "response B", "end B");
    }

    @DisplayName("a connection that another operation uses next")
    @Test
    void reused() {
        EmbeddedChannel channel = client();
        for (String id : List.of("A", "B", "")) {
            in(id, () -> sent(channel, get()));
            in("C", () -> receive(channel, ok(0)));
        }
        channel.pipeline().fireUserEventTriggered("idle");
        assertThat(seen.soFar())
                .containsExactly("response A", "end A", "response B", "end B", "response", "end", "event");
    }

    @DisplayName("a connection that ends before the response, or within it")
    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"})
    void ended(String received) {
        EmbeddedChannel channel = client();
        in("A", () -> sent(channel, get()));
        in("C", () -> {
            receive(channel, received);
            channel.pipeline().fireExceptionCaught(new IllegalStateException());
            channel.close();
        });
        assertThat(seen.soFar()).contains("failure A", "closed A").allMatch(line -> line.endsWith(" A"));
    }

    @DisplayName("a client on the copy of Netty in gRPC")
    @Test
    void relocated() {
        String text = elsewhere("A", RelocatedClient::sent);
        assertThat(text).contains(header("A"));
    }

    /** In a class of its own, since its names are those of the other classes. */
    private static final class RelocatedClient {
        static String sent() {
            var channel = new io.grpc.netty.shaded.io.netty.channel.embedded.EmbeddedChannel(
                    new io.grpc.netty.shaded.io.netty.handler.codec.http.HttpClientCodec());
            channel.writeOutbound(new io.grpc.netty.shaded.io.netty.handler.codec.http.DefaultFullHttpRequest(
                    io.grpc.netty.shaded.io.netty.handler.codec.http.HttpVersion.HTTP_1_1,
                    io.grpc.netty.shaded.io.netty.handler.codec.http.HttpMethod.GET,
                    "/"));
            io.grpc.netty.shaded.io.netty.buffer.ByteBuf bytes = channel.readOutbound();
            return bytes.toString(ISO_8859_1);
        }
    }
}
