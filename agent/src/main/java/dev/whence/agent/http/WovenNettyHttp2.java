package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * HTTP/2 of Netty, for servers and clients. As for HTTP/1.1, the points need no types but Netty's own.
 *
 * <p>The handlers of a frame run in the exchange of its stream. A request begins it with its headers:
 *
 * <pre>{@code
 * public void onHeadersRead(ChannelHandlerContext ctx, int streamId, Http2Headers headers, ...) {
 *     try {
 *         NettyHttp2Hooks.headersOfStream(ctx, streamId, headers, endOfStream);
 *         ...                                        // of the FrameReadListener of DefaultHttp2ConnectionDecoder
 *     } finally {
 *         NettyHttp2Hooks.streamed();
 *     }
 * }
 * }</pre>
 *
 * <p>Headers are added to what is encoded. The encoder does not know for which stream it is called, so it is told
 * before:
 *
 * <pre>{@code
 * private ChannelFuture writeHeadersInternal(ChannelHandlerContext ctx, int streamId, ...) {
 *     NettyHttp2Hooks.encoding(headersEncoder, ctx, streamId);
 *     ...                                            // of DefaultHttp2FrameWriter
 *     NettyHttp2Hooks.encoded(headersEncoder);
 *     return ...;
 * }
 *
 * public void encodeHeaders(int streamId, Http2Headers headers, ByteBuf buffer) {
 *     ...                                            // of DefaultHttp2HeadersEncoder
 *     buffer.writeBytes(NettyHttp2Hooks.fields(this, headers));
 * }
 * }</pre>
 *
 * <p>Checked with 4.1.0, 4.1.50, 4.1.60, 4.1.86, 4.1.100, 4.1.138, 4.2.0 and 4.2.20.
 */
final class WovenNettyHttp2 {
    private static final String HOOK = "Netty HTTP/2";
    private static final String HOOKS = "http/NettyHttp2Hooks";
    private static final String HTTP2 = "io/netty/handler/codec/http2/";
    private static final String WRITER = HTTP2 + "DefaultHttp2FrameWriter";
    private static final String OBJECT = "Ljava/lang/Object;";

    static List<WovenType> types() {
        List<WovenType> types = List.of(reader(), writer(), encoder());
        types.forEach(WovenType::ofLibrary);
        return types;
    }

    /** The reader of the frames that belong to a stream. */
    private static WovenType reader() {
        String headers = "(ChannelHandlerContext,int,Http2Headers,int,short,boolean,int,boolean)";
        String data = "(ChannelHandlerContext,int,ByteBuf,int,boolean)";
        String reset = "(ChannelHandlerContext,int,long)";
        return WovenType.of(HOOK, HTTP2 + "DefaultHttp2ConnectionDecoder$FrameReadListener")
                .at(WovenNetty.ofContext(Point.enter("onHeadersRead", headers))
                        .loadInt(2)
                        .loadArgument("Http2Headers")
                        .loadInt(8)
                        .call(HOOKS, "headersOfStream", "(" + OBJECT + "I" + OBJECT + "Z)V"))
                .at(streamed("onHeadersRead", headers))
                .at(WovenNetty.ofContext(Point.enter("onDataRead", data))
                        .loadInt(2)
                        .loadInt(5)
                        .call(HOOKS, "frameOfStream", "(" + OBJECT + "IZ)V"))
                .at(streamed("onDataRead", data))
                .at(WovenNetty.ofContext(Point.enter("onRstStreamRead", reset))
                        .loadInt(2)
                        .call(HOOKS, "endOfStream", "(" + OBJECT + "I)V"))
                .at(streamed("onRstStreamRead", reset));
    }

    private static Point streamed(String method, String parameters) {
        return Point.atEnd(method, parameters).call(HOOKS, "streamed", "()V");
    }

    private static WovenType writer() {
        String write = "writeHeadersInternal";
        return WovenType.of(HOOK, WRITER)
                .at(WovenNetty.ofContext(encoderOf(Point.enter(write, "(*)")))
                        .loadInt(2)
                        .call(HOOKS, "encoding", "(" + OBJECT + OBJECT + "I)V"))
                .at(encoderOf(Point.exit(write, "(*)")).call(HOOKS, "encoded", "(" + OBJECT + ")V"));
    }

    private static Point encoderOf(Point point) {
        return point.load(0).get(WRITER, "headersEncoder", "L" + HTTP2 + "Http2HeadersEncoder;");
    }

    /** The encoder. In older versions it is not told the number of the stream. */
    private static WovenType encoder() {
        return WovenType.of(HOOK, HTTP2 + "DefaultHttp2HeadersEncoder")
                .field()
                .either(encoded("(int,Http2Headers,ByteBuf)"), encoded("(Http2Headers,ByteBuf)"));
    }

    private static Point encoded(String parameters) {
        return WovenNetty.written(Point.exit("encodeHeaders", parameters)
                .loadArgument("ByteBuf")
                .load(0)
                .loadArgument("Http2Headers")
                .call(HOOKS, "fields", "(" + OBJECT + OBJECT + ")[B"));
    }

    private WovenNettyHttp2() {}
}
