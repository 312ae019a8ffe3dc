package dev.whence.runtime.http;

import dev.whence.runtime.CarrierField;
import dev.whence.runtime.PublicMethod;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of a channel of Netty that have no response yet, the oldest first. HTTP/1.1 answers requests in the order
 * of their arrival. The channel's pipeline has this object in a field. Only the thread of the channel uses it.
 */
final class NettyChannel {
    /** The number of requests that may wait for a response. Beyond it, somebody does not answer in HTTP. */
    private static final int MOST_OPEN = 10_000;

    private static final CarrierField OF_PIPELINE =
            new CarrierField(List.of("io.netty.channel.DefaultChannelPipeline"));

    private static final PublicMethod PIPELINE = new PublicMethod("pipeline", Object.class);

    private final ArrayDeque<NettyExchange> open = new ArrayDeque<>(4);

    /** The exchanges of HTTP/2 that have not come to their end, by the numbers of their streams. */
    private final Map<Integer, NettyExchange> streams = new Streams();

    private Thread thread = Thread.currentThread();

    /** The exchange whose message was decoded last and has not ended yet. */
    @Nullable NettyExchange decoding;

    /** Whether the last response that was decoded or encoded is followed by another one to the same request. */
    boolean isInterim;

    /** The number of events that run in the exchange of this channel, one inside the other. */
    int events;

    /** A stream that is broken off must not stay here for ever. */
    private static final class Streams extends LinkedHashMap<Integer, NettyExchange> {
        private static final long serialVersionUID = 1;
        private static final int MOST = 1_000;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, NettyExchange> eldest) {
            return size() > MOST;
        }
    }

    /** Returns the pipeline of the context of a handler, by a public method of the library's interface. */
    static @Nullable Object pipeline(@Nullable Object context) {
        return PIPELINE.call(context);
    }

    /** Returns the exchanges of a pipeline, or null if it has none. */
    static @Nullable NettyChannel of(@Nullable Object pipeline) {
        return pipeline != null && OF_PIPELINE.get(pipeline) instanceof NettyChannel known ? known : null;
    }

    /** As {@link #of}, for the thread that reads or writes a message. */
    static NettyChannel made(Object pipeline) {
        NettyChannel known = of(pipeline);
        if (known == null) {
            known = new NettyChannel();
            OF_PIPELINE.set(pipeline, known);
        }
        known.thread = Thread.currentThread();
        return known;
    }

    /** Whether the current thread is the one that reads and writes. */
    boolean isHere() {
        return thread == Thread.currentThread();
    }

    void open(NettyExchange exchange) {
        if (open.size() >= MOST_OPEN) {
            open.clear();
        }
        open.add(exchange);
    }

    void close(NettyExchange exchange) {
        open.remove(exchange);
    }

    /** Returns the exchange whose response is next, or null. */
    @Nullable NettyExchange oldest(boolean isReceived) {
        NettyExchange oldest = open.peek();
        return oldest != null && oldest.isReceived == isReceived ? oldest : null;
    }

    /** Returns the only exchange without a response. Null if there is none, or if nothing tells which one is meant. */
    @Nullable NettyExchange only() {
        return open.size() == 1 ? open.peek() : null;
    }

    /** Notes the exchange of a stream. */
    void open(int stream, NettyExchange exchange) {
        streams.put(stream, exchange);
    }

    /** Returns the exchange of a stream, or null. */
    @Nullable NettyExchange ofStream(int stream) {
        return streams.get(stream);
    }

    /** Forgets a stream. */
    void close(int stream) {
        streams.remove(stream);
    }
}
