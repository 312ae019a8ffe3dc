package dev.whence.runtime.http;

import dev.whence.runtime.CarrierField;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Hosts;
import dev.whence.runtime.State;
import dev.whence.runtime.http.NettyExchange.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of Netty's HTTP/1.1, for servers and clients.
 *
 * <p>A request that was decoded begins an {@linkplain NettyExchange exchange} of a server, and one that was encoded
 * begins one of a client. Whenever a handler passes a message of an exchange to the next one, this runs in the context
 * of the exchange. A message knows its exchange, so it does not matter if a handler has kept it for a while. The parts
 * of its body do not, since all empty ones are the same object. They belong to the message that the same handler has
 * passed before.
 *
 * <p>Other events of a channel run in the exchange that waits for its response, if there is only one. Without one, a
 * channel belongs to nobody.
 *
 * <p>A handler may have threads of its own. Netty hands over to these by an executor, whose hooks take the context along.
 * So these hooks do nothing on other threads than the one that reads and writes.
 */
public final class NettyHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("Netty HTTP").byLoader();

    private static final CarrierField OF_ENCODER =
            new CarrierField(List.of("io.netty.handler.codec.http.HttpObjectEncoder"));

    /** The exchange whose message a handler has begun to pass on and has not ended yet. */
    private static final class Passage {
        @Nullable NettyExchange exchange;
    }

    /** Called when something was decoded, before it is passed to the first handler. */
    public static void decoded(@Nullable Object message, @Nullable Object context) {
        int parts = NettyMessage.parts(message);
        if (parts != 0 && message != null && SWITCH.isOnFor(message)) {
            try {
                Object pipeline = NettyChannel.pipeline(context);
                if (pipeline != null && (parts & NettyMessage.BEGIN) != 0) {
                    NettyChannel channel = NettyChannel.made(pipeline);
                    channel.decoding = (parts & NettyMessage.REQUEST) != 0
                            ? requestDecoded(channel, message)
                            : responseDecoded(channel, message);
                }
                if ((parts & NettyMessage.LAST) != 0) {
                    lastDecoded(NettyChannel.of(pipeline));
                }
            } catch (Throwable e) {
                SWITCH.failed(e, message);
            }
        }
    }

    private static NettyExchange requestDecoded(NettyChannel channel, Object request) {
        NettyExchange exchange = NettyExchange.received(channel, request, NettyMessage.HEADERS);
        NettyMessage.setExchange(request, exchange);
        channel.open(exchange);
        return exchange;
    }

    private static @Nullable NettyExchange responseDecoded(NettyChannel channel, Object response) {
        NettyExchange call = channel.oldest(false);
        channel.isInterim = NettyMessage.isInterim(response);
        if (call != null) {
            NettyMessage.setExchange(response, call);
            State state = State.current();
            call.begin(state);
            ClientCalls.responded(response, NettyMessage.HEADERS);
            end(state);
        }
        return call;
    }

    private static void lastDecoded(@Nullable NettyChannel channel) {
        if (channel != null) {
            NettyExchange ended = channel.decoding;
            channel.decoding = null;
            if (ended != null && !ended.isReceived && !channel.isInterim) {
                channel.close(ended);
            }
        }
    }

    /**
     * Called when a handler passes something to the next one. Takes what the former call for this handler has returned.
     * {@link #passed} follows.
     */
    public static @Nullable Object passing(@Nullable Object message, @Nullable Object known) {
        int parts = NettyMessage.parts(message);
        if (parts == 0 || message == null) {
            return known;
        }
        try {
            State state = State.current();
            NettyExchange exchange = null;
            Passage passage = known instanceof Passage before ? before : new Passage();
            if (SWITCH.isOnFor(message)) {
                exchange = (parts & NettyMessage.BEGIN) == 0 ? passage.exchange : ofMessage(message, state);
            }
            if (exchange != null && exchange.channel.isHere()) {
                passage.exchange = exchange;
                exchange.begin(state);
            } else {
                deepen(state);
            }
            return passage;
        } catch (Throwable e) {
            SWITCH.failed(e, message);
            return known;
        }
    }

    /** Returns the exchange of a message. A handler may have made the message of another one, such as of its parts. */
    private static @Nullable NettyExchange ofMessage(Object message, State state) {
        NettyExchange known = NettyMessage.exchange(message);
        if (known == null && state.task instanceof Run running) {
            NettyMessage.setExchange(message, running.exchange);
            return running.exchange;
        }
        return known;
    }

    /** Called when the next handler has returned. */
    public static void passed(@Nullable Object message, @Nullable Object known) {
        int parts = NettyMessage.parts(message);
        if (parts != 0) {
            try {
                NettyExchange ended = end(State.current());
                boolean isLast = (parts & NettyMessage.LAST) != 0;
                if (isLast && ended != null && known instanceof Passage passage && passage.exchange == ended) {
                    passage.exchange = null;
                }
            } catch (Throwable e) {
                SWITCH.failed(e, message);
            }
        }
    }

    /** Called when a handler passes on an event that is no message. {@link #happened} follows. */
    public static void happening(@Nullable Object pipeline) {
        try {
            NettyChannel channel = NettyChannel.of(pipeline);
            if (channel != null && channel.isHere()) {
                State state = State.current();
                NettyExchange only = SWITCH.isOnFor(pipeline) ? channel.only() : null;
                channel.events++;
                if (only == null) {
                    deepen(state);
                } else {
                    only.begin(state);
                }
            }
        } catch (Throwable e) {
            SWITCH.failed(e, pipeline);
        }
    }

    /** Called when the next handler has returned. */
    public static void happened(@Nullable Object pipeline) {
        try {
            NettyChannel channel = NettyChannel.of(pipeline);
            // The first exchange of a channel may have begun inside the event.
            if (channel != null && channel.isHere() && channel.events > 0) {
                channel.events--;
                end(State.current());
            }
        } catch (Throwable e) {
            SWITCH.failed(e, pipeline);
        }
    }

    /** Called when passing on something has failed, so that nothing else follows. */
    public static void thrown() {
        try {
            end(State.current());
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Begins a call of a handler inside a run, if there is one. */
    static void deepen(State state) {
        Run running = state.innermost(Run.class);
        if (running != null) {
            running.depth++;
        }
    }

    /** Ends the innermost call of a handler in a run. Returns the exchange, or null if there is no run. */
    static @Nullable NettyExchange end(State state) {
        Run running = state.innermost(Run.class);
        if (running == null) {
            return null;
        }
        running.end(state);
        return running.exchange;
    }

    /** Called before something is encoded. */
    public static void encoding(Object encoder, @Nullable Object message, @Nullable Object context) {
        try {
            if ((NettyMessage.parts(message) & NettyMessage.RESPONSE) != 0) {
                OF_ENCODER.set(encoder, NettyChannel.of(NettyChannel.pipeline(context)));
            }
        } catch (Throwable e) {
            SWITCH.failed(e, message);
        }
    }

    /** Returns the lines to be added to the headers of a request that the current task sends. */
    public static byte[] requestLines(Object request) {
        HeaderLines<Object> added = HeaderLines.ofHttp1(NettyMessage.HEADERS);
        if (SWITCH.isOnFor(request) && !NettyMessage.isToProxy(request)) {
            ClientCalls.sending(request, added, Hosts.ofAuthority(NettyMessage.HEADERS.get(request, "Host")));
        }
        return added.bytes();
    }

    /** Returns the lines to be added to the headers of a response. It is the one to the oldest request. */
    public static byte[] responseLines(Object encoder, Object response) {
        HeaderLines<Object> added = HeaderLines.ofHttp1(NettyMessage.HEADERS);
        if (SWITCH.isOnFor(response)) {
            try {
                NettyExchange exchange =
                        OF_ENCODER.get(encoder) instanceof NettyChannel channel ? channel.oldest(true) : null;
                if (exchange != null && !NettyMessage.isInterim(response)) {
                    ServerRequests.respond(exchange.correlation(), exchange.senderUnderstandsEdges, response, added);
                }
            } catch (Throwable e) {
                SWITCH.failed(e, response);
            }
        }
        return added.bytes();
    }

    /** Called when something was encoded. */
    public static void encoded(@Nullable Object message, @Nullable Object context) {
        int parts = NettyMessage.parts(message);
        if (parts != 0 && message != null && SWITCH.isOnFor(message)) {
            try {
                Object pipeline = NettyChannel.pipeline(context);
                if (pipeline != null && (parts & NettyMessage.REQUEST) != 0) {
                    NettyChannel channel = NettyChannel.made(pipeline);
                    channel.open(NettyExchange.sent(channel, message));
                    return;
                }
                NettyChannel channel = NettyChannel.of(pipeline);
                NettyExchange answered = channel == null ? null : channel.oldest(true);
                if (channel != null && answered != null) {
                    answered(channel, answered, message, parts);
                }
            } catch (Throwable e) {
                SWITCH.failed(e, message);
            }
        }
    }

    private static void answered(NettyChannel channel, NettyExchange exchange, Object message, int parts) {
        if ((parts & NettyMessage.RESPONSE) != 0) {
            channel.isInterim = NettyMessage.isInterim(message);
        }
        if ((parts & NettyMessage.LAST) != 0 && !channel.isInterim) {
            channel.close(exchange);
        }
    }

    private NettyHooks() {}
}
