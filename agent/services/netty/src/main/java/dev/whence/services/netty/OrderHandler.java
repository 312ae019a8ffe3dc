package dev.whence.services.netty;

import dev.whence.context.Handoff;
import dev.whence.context.Propagation;
import dev.whence.context.Scope;
import dev.whence.services.Housekeeping;
import dev.whence.services.Orders;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * All routes of the service. A request's correlation is opened here, since nobody knows of Netty's requests.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class OrderHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Orders orders;
    private final Housekeeping housekeeping;

    /** Done when the last request of the connection was answered: a client may send the next one before. */
    private CompletableFuture<Void> answered = CompletableFuture.completedFuture(null);

    OrderHandler(Orders orders, Housekeeping housekeeping) {
        this.orders = orders;
        this.housekeeping = housekeeping;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext channel, FullHttpRequest request) {
        Handoff received = Propagation.extract(
                request, (message, name) -> message.headers().get(name));
        try (Scope ignored = received.resume()) {
            Exchange exchange = new Exchange(
                    channel,
                    received.correlation().id(),
                    request.decoderResult().isSuccess() && HttpUtil.isKeepAlive(request),
                    answered,
                    new CompletableFuture<>());
            answered = exchange.done;
            if (request.decoderResult().isFailure()) {
                exchange.answer(HttpResponseStatus.BAD_REQUEST, "");
            } else {
                route(request, exchange);
            }
        }
    }

    private void route(FullHttpRequest request, Exchange exchange) {
        QueryStringDecoder target = new QueryStringDecoder(request.uri());
        try {
            if (!target.path().equals("/echo") && !request.method().equals(HttpMethod.GET)) {
                exchange.answer(HttpResponseStatus.METHOD_NOT_ALLOWED, "");
                return;
            }
            switch (target.path()) {
                case "/work" -> exchange.answer(work(order(target)));
                case "/fail" -> orders.fail(order(target));
                case "/slow" -> exchange.answer(slow(order(target)));
                case "/async" -> exchange.answer(async(parameter(target, "way"), order(target), exchange));
                case "/chunks" -> chunks(order(target), exchange);
                case "/echo" -> echo(order(target), request.content().toString(StandardCharsets.ISO_8859_1), exchange);
                case "/idle" -> {
                    housekeeping.inspect();
                    exchange.answer(HttpResponseStatus.OK, "");
                }
                default -> exchange.answer(HttpResponseStatus.NOT_FOUND, "");
            }
        } catch (RuntimeException e) {
            exchange.fail(e);
        }
    }

    /** Event loops must not wait. */
    private CompletableFuture<String> work(long order) {
        orders.begin(order);
        return CompletableFuture.runAsync(() -> orders.priced(order), orders.pool())
                .thenApplyAsync(priced -> orders.end(order), orders.pool());
    }

    private CompletableFuture<String> slow(long order) {
        return CompletableFuture.supplyAsync(() -> orders.slow(order), orders.pool());
    }

    private CompletableFuture<String> async(String way, long order, Exchange exchange) {
        return switch (way) {
            case "timeout" -> orders.afterTimeout(order);
            case "cancellation" -> orders.afterCancellation(order);
            case "elsewhere" -> orders.fromElsewhere(order);
            case "schedule" -> scheduled(order, exchange.channel);
            default -> orders.later(order);
        };
    }

    /** By way of a timer of the event loop and of a promise that another thread keeps. */
    private CompletableFuture<String> scheduled(long order, ChannelHandlerContext channel) {
        orders.begin(order);
        CompletableFuture<String> answer = new CompletableFuture<>();
        Promise<Long> price = channel.executor().newPromise();
        price.addListener(found -> answer.complete(orders.end(order)));
        channel.executor()
                .schedule(
                        () -> {
                            orders.priced(order);
                            orders.pool().execute(() -> price.setSuccess(order));
                        },
                        1,
                        TimeUnit.MILLISECONDS);
        return answer;
    }

    private void echo(long order, String body, Exchange exchange) {
        orders.begin(order);
        orders.end(order);
        exchange.answer(HttpResponseStatus.OK, body);
    }

    private void chunks(long order, Exchange exchange) {
        orders.pool().execute(() -> {
            try (OutputStream out = exchange.chunks()) {
                orders.chunks(order, out);
            } catch (IOException clientHasGone) {
                exchange.channel.close();
            }
        });
    }

    private static long order(QueryStringDecoder target) {
        return Long.parseLong(parameter(target, "order"));
    }

    private static String parameter(QueryStringDecoder target, String name) {
        return target.parameters().getOrDefault(name, List.of("")).get(0);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable clientHasGone) {
        channel.close();
    }

    /** A request that is to be answered when the one before it was. */
    private record Exchange(
            ChannelHandlerContext channel,
            String id,
            boolean keptAlive,
            CompletableFuture<Void> before,
            CompletableFuture<Void> done) {
        void answer(CompletableFuture<String> body) {
            body.whenComplete((text, failure) -> {
                if (failure == null) {
                    answer(HttpResponseStatus.OK, text);
                } else {
                    fail(failure);
                }
            });
        }

        void fail(Throwable failure) {
            answer(HttpResponseStatus.INTERNAL_SERVER_ERROR, failure.toString());
        }

        void answer(HttpResponseStatus status, String body) {
            FullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(body, StandardCharsets.ISO_8859_1));
            response.headers()
                    .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
            before.thenRun(() -> end(write(response)));
        }

        private ChannelFuture write(HttpResponse response) {
            response.headers().set(Propagation.CORRELATION_HEADER, id);
            response.headers()
                    .set(HttpHeaderNames.CONNECTION, keptAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
            return channel.writeAndFlush(response);
        }

        /** What the event loop writes itself would overtake what others have given it to write. */
        private void end(ChannelFuture written) {
            if (!keptAlive) {
                written.addListener(ChannelFutureListener.CLOSE);
            }
            written.addListener(over -> done.complete(null));
        }

        /** Waits until each piece is written. */
        OutputStream chunks() {
            HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            HttpUtil.setTransferEncodingChunked(response, true);
            before.join();
            write(response);
            return new OutputStream() {
                @Override
                public void write(int one) throws IOException {
                    write(new byte[] {(byte) one});
                }

                @Override
                public void write(byte[] bytes, int start, int length) throws IOException {
                    send(new DefaultHttpContent(Unpooled.copiedBuffer(bytes, start, length)));
                }

                @Override
                public void close() throws IOException {
                    send(LastHttpContent.EMPTY_LAST_CONTENT);
                    end(channel.newSucceededFuture());
                }
            };
        }

        private void send(Object content) throws IOException {
            if (!channel.writeAndFlush(content).awaitUninterruptibly().isSuccess()) {
                throw new IOException("the client has gone");
            }
        }
    }
}
