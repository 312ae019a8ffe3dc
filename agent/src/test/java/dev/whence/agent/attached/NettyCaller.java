package dev.whence.agent.attached;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** A client on Netty, with a connection for each call. */
@SuppressWarnings("FutureReturnValueIgnored")
final class NettyCaller {
    private static final int LONGEST_BODY = 1 << 16;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    private record Answer(String location, String body) {}

    String call(URI uri, String... headers) throws Exception {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Channel connection = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpClientCodec())
                                .addLast(new HttpObjectAggregator(LONGEST_BODY))
                                .addLast(new Answering(answer));
                    }
                })
                .connect(uri.getHost(), uri.getPort())
                .sync()
                .channel();
        connection.write(request(uri, headers));
        connection.flush();
        Answer given = answer.get();
        connection.close();
        return given.location == null ? given.body : call(uri.resolve(given.location), headers);
    }

    private static FullHttpRequest request(URI uri, String... headers) {
        FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, uri.getPath());
        request.headers().set(HttpHeaderNames.HOST, uri.getAuthority());
        for (int i = 0; i < headers.length; i += 2) {
            request.headers().set(headers[i], headers[i + 1]);
        }
        return request;
    }

    private static final class Answering extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final CompletableFuture<Answer> answer;

        Answering(CompletableFuture<Answer> answer) {
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            answer.complete(new Answer(
                    response.headers().get(HttpHeaderNames.LOCATION),
                    response.content().toString(UTF_8)));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
            answer.completeExceptionally(thrown);
        }
    }
}
