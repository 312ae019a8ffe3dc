package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * HTTP/1.1 of Netty, for servers and clients, and so of all that is built on it. The points need no types but Netty's
 * own, so that relocated copies are woven too.
 *
 * <p>A decoder passes on what it has decoded, which may begin a request or end a response:
 *
 * <pre>{@code
 * static void fireChannelRead(ChannelHandlerContext ctx, CodecOutputList msgs, int numElements) {
 *     ... Object msg = msgs.getUnsafe(i);            // of ByteToMessageDecoder
 *     NettyHooks.decoded(msg, ctx);
 *     ctx.fireChannelRead(msg); ...
 * }
 * }</pre>
 *
 * <p>Whatever a handler passes to the next one goes through its context. Messages run in their exchange, and events in
 * the one that waits for a response:
 *
 * <pre>{@code
 * public ChannelHandlerContext fireChannelRead(Object msg) {           // of AbstractChannelHandlerContext
 *     this.whence$ = NettyHooks.passing(msg, this.whence$);
 *     ...
 *     NettyHooks.passed(msg, this.whence$);
 *     return this;
 * }
 *
 * public ChannelHandlerContext fireChannelInactive() {                 // and other events
 *     NettyHooks.happening(this.pipeline());
 *     ...
 *     NettyHooks.happened(this.pipeline());
 *     return this;
 * }
 * }</pre>
 *
 * <p>The method {@code handleMessage} of Vert.x's connections is woven like {@code fireChannelRead}.
 *
 * <p>Headers are added to what is encoded, below the first line:
 *
 * <pre>{@code
 * protected void encode(ChannelHandlerContext ctx, Object msg, List<Object> out) {     // of HttpObjectEncoder
 *     NettyHooks.encoding(this, msg, ctx);
 *     ...
 *     NettyHooks.encoded(msg, ctx);
 * }
 *
 * protected void encodeInitialLine(ByteBuf buf, HttpRequest request) { // of HttpRequestEncoder
 *     ...
 *     buf.writeBytes(NettyHooks.requestLines(request));
 * }
 * }</pre>
 *
 * <p>Checked with 4.1.0, 4.1.50, 4.1.60, 4.1.86, 4.1.100, 4.1.138, 4.2.0 and 4.2.20.
 */
final class WovenNetty {
    private static final String HOOK = "Netty HTTP";
    private static final String HOOKS = "http/NettyHooks";
    private static final String CHANNEL = "io/netty/channel/";
    private static final String CODEC = "io/netty/handler/codec/";
    private static final String HTTP = CODEC + "http/";
    private static final String PASSER = CHANNEL + "AbstractChannelHandlerContext";
    private static final String PIPELINE = "()L" + CHANNEL + "ChannelPipeline;";
    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String ENCODE = "(ChannelHandlerContext,Object,List)";

    /** The events that are no messages. */
    private static final String[] EVENTS = {
        "fireChannelReadComplete",
        "fireChannelInactive",
        "fireUserEventTriggered",
        "fireExceptionCaught",
        "fireChannelWritabilityChanged"
    };

    static List<WovenType> types() {
        List<WovenType> types = List.of(
                WovenType.of(HOOK, CHANNEL + "DefaultChannelPipeline").field(),
                passer(),
                decoder(),
                WovenType.of(HOOK, HTTP + "DefaultHttpObject").field(),
                WovenType.of(HOOK, HTTP + "HttpObjectAggregator$AggregatedFullHttpMessage")
                        .field(),
                encoder(),
                requestEncoder(),
                responseEncoder(),
                vertx("Http1xServerConnection"),
                vertx("http1/Http1ServerConnection"),
                vertx("Http1xClientConnection"),
                vertx("http1/Http1ClientConnection"));
        types.forEach(WovenType::ofLibrary);
        return types;
    }

    private static WovenType passer() {
        String pass = "(" + OBJECT + ")L" + CHANNEL + "ChannelHandlerContext;";
        WovenType type = passing(WovenType.of(HOOK, PASSER), "fireChannelRead", pass);
        for (String event : EVENTS) {
            type.at(pipeline(Point.enter(event, null)).call(HOOKS, "happening", "(" + OBJECT + ")V"))
                    .at(pipeline(Point.exit(event, null)).call(HOOKS, "happened", "(" + OBJECT + ")V"))
                    .at(thrown(event));
        }
        return type;
    }

    /** A class with a method that passes on a message, which is its only argument. */
    private static WovenType passing(WovenType type, String method, String descriptor) {
        return type.field()
                .at(Point.enter(method, descriptor)
                        .load(0)
                        .loadArgument("Object")
                        .load(0)
                        .getInjected(type.name())
                        .call(HOOKS, "passing", "(" + OBJECT + OBJECT + ")" + OBJECT)
                        .putInjected(type.name()))
                .at(Point.exit(method, descriptor)
                        .loadArgument("Object")
                        .load(0)
                        .getInjected(type.name())
                        .call(HOOKS, "passed", "(" + OBJECT + OBJECT + ")V"))
                .at(thrown(method));
    }

    /** A connection of Vert.x, which keeps the messages that it does not want yet in a queue of its own. */
    private static WovenType vertx(String connection) {
        return passing(
                WovenType.of("Vert.x HTTP", "io/vertx/core/http/impl/" + connection),
                "handleMessage",
                "(" + OBJECT + ")V");
    }

    private static Point pipeline(Point point) {
        return point.load(0).callVirtual(PASSER, "pipeline", PIPELINE);
    }

    private static Point thrown(String method) {
        return Point.atThrow(method, null).call(HOOKS, "thrown", "()V");
    }

    private static WovenType decoder() {
        return WovenType.of(HOOK, CODEC + "ByteToMessageDecoder")
                .at(ofContext(Point.beforeCall(
                                        "fireChannelRead",
                                        "(ChannelHandlerContext,CodecOutputList,int)",
                                        "fireChannelRead")
                                .dup())
                        .call(HOOKS, "decoded", "(" + OBJECT + OBJECT + ")V"));
    }

    private static WovenType encoder() {
        return WovenType.of(HOOK, HTTP + "HttpObjectEncoder")
                .field()
                .at(ofContext(Point.enter("encode", ENCODE).load(0).loadArgument("Object"))
                        .call(HOOKS, "encoding", "(" + OBJECT + OBJECT + OBJECT + ")V"))
                .at(ofContext(Point.exit("encode", ENCODE).loadArgument("Object"))
                        .call(HOOKS, "encoded", "(" + OBJECT + OBJECT + ")V"));
    }

    /**
     * Loads the argument that is the context of a handler. Only code that names the type of its pipeline can call a
     * method that returns it: nothing else tells that type's name in a relocated copy.
     */
    static Point ofContext(Point point) {
        return point.loadArgument("ChannelHandlerContext");
    }

    private static WovenType requestEncoder() {
        Point lines = line("HttpRequest").call(HOOKS, "requestLines", "(" + OBJECT + ")[B");
        return WovenType.of(HOOK, HTTP + "HttpRequestEncoder").at(written(lines));
    }

    private static WovenType responseEncoder() {
        Point line = Point.exit("encodeInitialLine", "(ByteBuf,HttpResponse)")
                .loadArgument("ByteBuf")
                .load(0)
                .loadArgument("HttpResponse")
                .call(HOOKS, "responseLines", "(" + OBJECT + OBJECT + ")[B");
        return WovenType.of(HOOK, HTTP + "HttpResponseEncoder").at(written(line));
    }

    private static Point line(String message) {
        return Point.exit("encodeInitialLine", "(ByteBuf," + message + ")")
                .loadArgument("ByteBuf")
                .loadArgument(message);
    }

    /** Writes bytes into a buffer. */
    static Point written(Point buffer) {
        String type = "io/netty/buffer/ByteBuf";
        return buffer.callVirtual(type, "writeBytes", "([B)L" + type + ";").pop();
    }

    private WovenNetty() {}
}
