package dev.whence.services.netty;

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

/** The handler of all requests. */
@SuppressWarnings("FutureReturnValueIgnored")
final class OrderHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Orders orders;
    private final Housekeeping housekeeping;

    /** Completes with the response to the last request of the connection. A client may send the next request before. */
    private CompletableFuture<Void> lastResponse = CompletableFuture.completedFuture(null);

    OrderHandler(Orders orders, Housekeeping housekeeping) {
        this.orders = orders;
        this.housekeeping = housekeeping;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext channel, FullHttpRequest request) {
        Exchange exchange = new Exchange(
                channel,
                request.decoderResult().isSuccess() && HttpUtil.isKeepAlive(request),
                lastResponse,
                new CompletableFuture<>());
        lastResponse = exchange.done;
        if (request.decoderResult().isFailure()) {
            exchange.respond(HttpResponseStatus.BAD_REQUEST, "");
        } else {
            route(request, exchange);
        }
    }

    private void route(FullHttpRequest request, Exchange exchange) {
        QueryStringDecoder target = new QueryStringDecoder(request.uri());
        try {
            if (!target.path().equals("/echo") && !request.method().equals(HttpMethod.GET)) {
                exchange.respond(HttpResponseStatus.METHOD_NOT_ALLOWED, "");
                return;
            }
            switch (target.path()) {
                case "/work" -> exchange.respond(work(order(target)));
                case "/fail" -> orders.fail(order(target));
                case "/slow" -> exchange.respond(slow(order(target)));
                case "/async" -> exchange.respond(async(parameter(target, "way"), order(target), exchange));
                case "/chunks" -> chunks(order(target), exchange);
                case "/echo" -> echo(order(target), request.content().toString(StandardCharsets.ISO_8859_1), exchange);
                case "/idle" -> {
                    housekeeping.inspect();
                    exchange.respond(HttpResponseStatus.OK, "");
                }
                default -> exchange.respond(HttpResponseStatus.NOT_FOUND, "");
            }
        } catch (RuntimeException e) {
            exchange.fail(e);
        }
    }

    /** Works without waiting, since this runs on an event loop. */
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

    /** Waits for a timer of the event loop, and for a promise that another thread completes. */
    private CompletableFuture<String> scheduled(long order, ChannelHandlerContext channel) {
        orders.begin(order);
        CompletableFuture<String> response = new CompletableFuture<>();
        Promise<Long> price = channel.executor().newPromise();
        price.addListener(found -> response.complete(orders.end(order)));
        channel.executor()
                .schedule(
                        () -> {
                            orders.priced(order);
                            orders.pool().execute(() -> price.setSuccess(order));
                        },
                        1,
                        TimeUnit.MILLISECONDS);
        return response;
    }

    private void echo(long order, String body, Exchange exchange) {
        orders.begin(order);
        orders.end(order);
        exchange.respond(HttpResponseStatus.OK, body);
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

    /** A request and its response, which is written after the response to the previous request. */
    private record Exchange(
            ChannelHandlerContext channel,
            boolean keptAlive,
            CompletableFuture<Void> before,
            CompletableFuture<Void> done) {
        void respond(CompletableFuture<String> body) {
            body.whenComplete((text, failure) -> {
                if (failure == null) {
                    respond(HttpResponseStatus.OK, text);
                } else {
                    fail(failure);
                }
            });
        }

        void fail(Throwable failure) {
            respond(HttpResponseStatus.INTERNAL_SERVER_ERROR, failure.toString());
        }

        void respond(HttpResponseStatus status, String body) {
            FullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(body, StandardCharsets.ISO_8859_1));
            response.headers()
                    .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
            before.thenRun(() -> end(write(response)));
        }

        private ChannelFuture write(HttpResponse response) {
            response.headers()
                    .set(HttpHeaderNames.CONNECTION, keptAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
            return channel.writeAndFlush(response);
        }

        /**
         * Completes the exchange when the write is done: a direct write by the event loop would overtake queued ones.
         */
        private void end(ChannelFuture written) {
            if (!keptAlive) {
                written.addListener(ChannelFutureListener.CLOSE);
            }
            written.addListener(over -> done.complete(null));
        }

        /** Returns a stream that writes chunks, and waits until each chunk is written. */
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
