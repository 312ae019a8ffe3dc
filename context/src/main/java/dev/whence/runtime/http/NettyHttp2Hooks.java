package dev.whence.runtime.http;

import dev.whence.context.HeaderGetter;
import dev.whence.runtime.CarrierField;
import dev.whence.runtime.HeaderAccess;
import dev.whence.runtime.HeaderNames;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Hosts;
import dev.whence.runtime.State;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of Netty's HTTP/2, for servers and clients.
 *
 * <p>Each request has a stream of the connection, whose number is in all of its frames. So the {@linkplain NettyExchange
 * exchange} of a stream is found by that number, in whichever order requests are answered. The handlers of a frame run
 * in the exchange of its stream.
 *
 * <p>gRPC has hooks of its own. Its headers are not read here: they throw an exception if they are asked by a string.
 */
public final class NettyHttp2Hooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Netty HTTP/2").byLoader();

    private static final CarrierField OF_ENCODER =
            new CarrierField(List.of("io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder"));

    private static final HeaderAccess ACCESS = new HeaderAccess(new HeaderNames("", "get", "", ""));

    /** Access to headers, whose names are in lower case. The first line of a message is among them. */
    private static final HeaderGetter<Object> HEADERS = new HeaderGetter<>() {
        @Override
        public @Nullable String get(Object headers, String name) {
            return ACCESS.get(headers, name.toLowerCase(Locale.ROOT));
        }
    };

    private static final ClassValue<Boolean> OF_GRPC = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return type.getName().contains(".GrpcHttp2");
        }
    };

    /** The stream whose headers are about to be encoded. */
    private record Stream(NettyChannel channel, int number) {}

    /**
     * Called when the headers of a stream have arrived. The handlers run in the exchange that they begin, or that the
     * stream has begun before. {@link #streamed} follows.
     */
    public static void headersOfStream(@Nullable Object context, int stream, @Nullable Object headers, boolean isLast) {
        try {
            State state = State.current();
            Object pipeline = NettyChannel.pipeline(context);
            if (pipeline != null && headers != null && SWITCH.isOnFor(headers) && isRequest(headers)) {
                NettyChannel channel = NettyChannel.made(pipeline);
                NettyExchange exchange = NettyExchange.received(channel, headers, HEADERS);
                channel.open(stream, exchange);
                if (isLast) {
                    halfDone(channel, stream, exchange);
                }
                exchange.begin(state);
            } else {
                NettyExchange exchange = goOn(state, pipeline, stream, isLast);
                if (exchange != null && headers != null && !exchange.isReceived) {
                    ClientCalls.responded(headers, HEADERS);
                }
            }
        } catch (Throwable e) {
            SWITCH.failed(e, headers);
        }
    }

    private static boolean isRequest(Object headers) {
        return !OF_GRPC.get(headers.getClass()) && HEADERS.get(headers, ":method") != null;
    }

    /** As {@link #headersOfStream}, for another frame of a stream. */
    public static void frameOfStream(@Nullable Object context, int stream, boolean isLast) {
        try {
            goOn(State.current(), NettyChannel.pipeline(context), stream, isLast);
        } catch (Throwable e) {
            SWITCH.failed(e, context);
        }
    }

    private static @Nullable NettyExchange goOn(State state, @Nullable Object pipeline, int stream, boolean isLast) {
        NettyChannel channel = NettyChannel.of(pipeline);
        NettyExchange exchange = channel == null ? null : channel.ofStream(stream);
        if (channel == null || exchange == null || !SWITCH.isOnFor(pipeline)) {
            NettyHooks.deepen(state);
            return null;
        }
        if (isLast && exchange.isReceived) {
            halfDone(channel, stream, exchange);
        } else if (isLast) {
            channel.close(stream);
        }
        exchange.begin(state);
        return exchange;
    }

    /** Called when a stream was broken off by the other side. {@link #streamed} follows. */
    public static void endOfStream(@Nullable Object context, int stream) {
        try {
            Object pipeline = NettyChannel.pipeline(context);
            goOn(State.current(), pipeline, stream, false);
            NettyChannel channel = NettyChannel.of(pipeline);
            if (channel != null) {
                channel.close(stream);
            }
        } catch (Throwable e) {
            SWITCH.failed(e, context);
        }
    }

    private static void halfDone(NettyChannel channel, int stream, NettyExchange exchange) {
        if (exchange.isHalfDone) {
            channel.close(stream);
        }
        exchange.isHalfDone = true;
    }

    /** Called when the handlers of a frame have returned, or have thrown. */
    public static void streamed() {
        NettyHooks.thrown();
    }

    /** Called before the headers of a stream are encoded. {@link #encoded} follows. */
    public static void encoding(@Nullable Object encoder, @Nullable Object context, int stream) {
        try {
            Object pipeline = NettyChannel.pipeline(context);
            if (encoder != null && pipeline != null && SWITCH.isOnFor(encoder)) {
                OF_ENCODER.set(encoder, new Stream(NettyChannel.made(pipeline), stream));
            }
        } catch (Throwable e) {
            SWITCH.failed(e, encoder);
        }
    }

    /** Called when the headers of a stream were encoded. */
    public static void encoded(@Nullable Object encoder) {
        try {
            if (encoder != null) {
                OF_ENCODER.set(encoder, null);
            }
        } catch (Throwable e) {
            SWITCH.failed(e, encoder);
        }
    }

    /** Returns the fields to be added to the headers that an encoder has just encoded. */
    public static byte[] fields(Object encoder, Object headers) {
        HeaderLines<Object> added = HeaderLines.ofHttp2(HEADERS);
        if (SWITCH.isOnFor(headers)) {
            try {
                if (OF_ENCODER.get(encoder) instanceof Stream stream && !OF_GRPC.get(headers.getClass())) {
                    add(stream, headers, added);
                }
            } catch (Throwable e) {
                SWITCH.failed(e, headers);
            }
        }
        return added.bytes();
    }

    private static void add(Stream stream, Object headers, HeaderLines<Object> added) {
        String method = HEADERS.get(headers, ":method");
        String status = HEADERS.get(headers, ":status");
        if (method != null && !method.equals("CONNECT")) {
            ClientCalls.sending(headers, added, Hosts.ofAuthority(HEADERS.get(headers, ":authority")));
            stream.channel.open(stream.number, NettyExchange.sent(stream.channel, headers));
        }
        NettyExchange exchange = stream.channel.ofStream(stream.number);
        boolean isFinal = status != null && !status.startsWith("1");
        if (isFinal && exchange != null && exchange.isReceived) {
            ServerRequests.respond(exchange.correlation(), exchange.senderUnderstandsEdges, headers, added);
            halfDone(stream.channel, stream.number, exchange);
        }
    }

    private NettyHttp2Hooks() {}
}
