package dev.whence.runtime.http;

import dev.whence.context.Correlation;
import dev.whence.context.HeaderGetter;
import dev.whence.context.Propagation;
import dev.whence.runtime.Capture;
import dev.whence.runtime.Frontier;
import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hop;
import dev.whence.runtime.Sites;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.ThreadContext;
import org.jspecify.annotations.Nullable;

/**
 * A request on a channel of Netty, and its response: one that a server has received, or one that a client has sent.
 *
 * <p>All that the thread of the channel does for it runs in its context, in successive runs. What one of them has put
 * into the MDC the next one finds there, as if the thread did nothing else in between.
 */
final class NettyExchange {
    final NettyChannel channel;
    final boolean isReceived;

    /** Whether the client of a received request has sent the edge of its own log events. */
    final boolean senderUnderstandsEdges;

    /** Whether one side of a stream of HTTP/2 needs it no more: the request has ended, or the response has begun. */
    boolean isHalfDone;

    private final @Nullable Hop hop;
    private Correlation correlation;
    private @Nullable Frontier frontier;
    private @Nullable Object carried;

    private NettyExchange(NettyChannel channel, Capture received, boolean senderUnderstandsEdges) {
        this.channel = channel;
        this.isReceived = true;
        this.senderUnderstandsEdges = senderUnderstandsEdges;
        this.hop = null;
        this.correlation = received.correlation();
        this.frontier = received.frontier();
    }

    private NettyExchange(NettyChannel channel, Task sender) {
        this.channel = channel;
        this.isReceived = false;
        this.senderUnderstandsEdges = false;
        this.hop = sender.hop;
        this.correlation = sender.correlation;
        this.frontier = sender.labelledFrontier();
        this.carried = sender.giveCarried();
    }

    /** A request that has arrived. */
    static NettyExchange received(NettyChannel channel, Object request, HeaderGetter<Object> headers) {
        Capture context = (Capture) Propagation.extract(request, headers);
        return new NettyExchange(channel, context, headers.get(request, Propagation.CAUSAL_HEADER) != null);
    }

    /** A request that the current task sends. */
    static NettyExchange sent(NettyChannel channel, Object request) {
        State state = State.current();
        Task sender = new Task(state.task, Sites.hop(state, FunctionType.of(request)));
        sender.linkIfEndless();
        return new NettyExchange(channel, sender);
    }

    Correlation correlation() {
        return correlation;
    }

    /** Begins a run on the current thread. Within a run of this exchange, no new one begins. */
    void begin(State state) {
        if (state.task instanceof Run running && running.exchange == this) {
            running.depth++;
        } else {
            new Run(this).resume(state);
        }
    }

    /** What one thread does for an exchange in one go. It includes calls inside of it that are of no exchange. */
    static final class Run extends Task {
        final NettyExchange exchange;
        int depth = 1;

        private Run(NettyExchange exchange) {
            super(exchange.correlation, exchange.hop, exchange.frontier, exchange.carried);
            this.exchange = exchange;
            this.frontierLabelled = true;
        }

        /** A correlation that the program gives to this task is that of the exchange from now on. */
        @Override
        public void renamed(Correlation given) {
            exchange.correlation = given;
        }

        @Override
        protected String dispatcher() {
            return "io.netty.channel.AbstractChannelHandlerContext.";
        }

        /** Ends a call inside this run, or the run itself. */
        void end(State state) {
            if (--depth == 0) {
                exchange.carried = ThreadContext.capture();
                exchange.frontier = labelledFrontier();
                unwind(state);
            }
        }
    }
}
