package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** HTTP/2 on Netty: many requests share a connection, and are answered in any order. */
@SuppressWarnings("FutureReturnValueIgnored")
class NettyHttp2Behaviour {
    private static final String ID = "x-correlation-id";

    private final Seen seen = new Seen();
    private final Map<String, Http2FrameStream> received = new HashMap<>();
    private EmbeddedChannel client = client();
    private EmbeddedChannel server = server(100);

    /** Notes what it sees at each frame of a stream. */
    private final class Noting extends ChannelInboundHandlerAdapter {
        private final String side;

        Noting(String side) {
            this.side = side;
        }

        private void note(String what) {
            seen.note((side + " " + what + " " + Vocabulary.correlationId()).trim());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Http2HeadersFrame headers) {
                CharSequence path = headers.headers().path();
                if (path != null) {
                    received.put(path.toString(), headers.stream());
                }
                note("headers");
                if (path == null) {
                    seen.note("has " + headers.headers().getAll(ID));
                }
            } else if (message instanceof Http2DataFrame data) {
                note("data");
                data.release();
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof Http2ResetFrame) {
                note("reset");
            }
        }
    }

    private EmbeddedChannel client() {
        Http2FrameCodec codec = Http2FrameCodecBuilder.forClient()
                .encoderEnforceMaxConcurrentStreams(true)
                .build();
        return new EmbeddedChannel(codec, new Http2MultiplexHandler(new Noting("pushed")));
    }

    private EmbeddedChannel server(int mostStreams) {
        Http2FrameCodec codec = Http2FrameCodecBuilder.forServer()
                .initialSettings(Http2Settings.defaultSettings().maxConcurrentStreams(mostStreams))
                .build();
        return new EmbeddedChannel(codec, new Noting("server"));
    }

    /** Carries what one side has written to the other one, until both have nothing to say. The thread is of nobody. */
    private void exchange() {
        in("", () -> {
            boolean isBusy = true;
            while (isBusy) {
                isBusy = carried(client, server);
                isBusy |= carried(server, client);
            }
        });
    }

    private static boolean carried(EmbeddedChannel from, EmbeddedChannel to) {
        from.runPendingTasks();
        boolean some = false;
        for (ByteBuf part = from.readOutbound(); part != null; part = from.readOutbound()) {
            to.writeInbound(part);
            some = true;
        }
        return some;
    }

    private static Http2Headers request(String path) {
        return new DefaultHttp2Headers()
                .method("GET")
                .scheme("http")
                .authority("localhost")
                .path(path);
    }

    private Http2StreamChannel send(Http2Headers headers, boolean isAll) {
        Http2StreamChannel stream = new Http2StreamChannelBootstrap(client)
                .handler(new Noting("client"))
                .open()
                .getNow();
        stream.writeAndFlush(new DefaultHttp2HeadersFrame(headers, isAll));
        return stream;
    }

    private void respond(String path, Http2Headers headers) {
        in("X", () -> server.writeOutbound(new DefaultHttp2HeadersFrame(headers, true).stream(received.get(path))));
        exchange();
    }

    private static Http2Headers ok() {
        return new DefaultHttp2Headers().status("200");
    }

    @DisplayName("requests that are answered in another order have each its own, and so have the responses")
    @Test
    void answered() {
        exchange();
        in("A", () -> send(request("/a"), true));
        in("B", () -> send(request("/b"), true));
        exchange();
        assertThat(seen.next(2)).containsExactly("server headers A", "server headers B");
        respond("/b", ok());
        respond("/a", ok());
        assertThat(seen.next(4)).containsExactly("client headers B", "has [B]", "client headers A", "has [A]");
    }

    @DisplayName("frames of bodies that come in turn")
    @Test
    void bodies() {
        exchange();
        Http2StreamChannel a = in("A", () -> send(request("/a"), false));
        Http2StreamChannel b = in("B", () -> send(request("/b"), false));
        for (Http2StreamChannel stream : List.of(a, b)) {
            stream.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(new byte[1]), true));
        }
        exchange();
        assertThat(seen.next(4))
                .containsExactly("server headers A", "server headers B", "server data A", "server data B");
    }

    @DisplayName("a response in pieces, and one that is broken off")
    @Test
    void pieces() {
        exchange();
        in("A", () -> send(request("/a"), true));
        in("B", () -> send(request("/b"), true));
        exchange();
        assertThat(seen.next(2)).hasSize(2);
        in("X", () -> {
            server.writeOutbound(new DefaultHttp2HeadersFrame(ok(), false).stream(received.get("/a")));
            server.writeOutbound(new DefaultHttp2ResetFrame(Http2Error.CANCEL).stream(received.get("/b")));
            server.writeOutbound(
                    new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(new byte[1]), true).stream(received.get("/a")));
        });
        exchange();
        assertThat(seen.soFar()).contains("client headers A", "client reset B", "client data A");
    }

    @DisplayName("a request that has to wait until another one has ended carries its own")
    @Test
    void waiting() {
        server = server(1);
        exchange();
        in("A", () -> send(request("/a"), true));
        in("B", () -> send(request("/b"), true));
        exchange();
        assertThat(seen.next()).isEqualTo("server headers A");
        respond("/a", ok());
        respond("/b", ok());
        assertThat(seen.soFar())
                .containsSubsequence("client headers A", "has [A]", "server headers B", "client headers B", "has [B]");
    }

    @DisplayName("headers that the program sends again and again stay as they are")
    @Test
    void shared() {
        Http2Headers shared = request("/");
        exchange();
        for (String id : List.of("A", "B", "a-long-id".repeat(14))) {
            in(id, () -> send(shared, true));
            exchange();
            assertThat(seen.next()).isEqualTo("server headers " + id);
        }
        assertThat(shared.contains(ID)).isFalse();
    }

    @NoAgentNeeded
    @DisplayName("a header of the program is the only one")
    @Test
    void own() {
        exchange();
        in("A", () -> send(request("/").set(ID, "own"), true));
        exchange();
        respond("/", ok().set(ID, "answer"));
        assertThat(seen.soFar()).contains("has [answer]");
    }
}
