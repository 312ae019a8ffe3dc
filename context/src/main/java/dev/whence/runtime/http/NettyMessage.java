package dev.whence.runtime.http;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.runtime.CarrierField;
import dev.whence.runtime.HeaderAccess;
import dev.whence.runtime.HeaderNames;
import dev.whence.runtime.PublicMethod;
import dev.whence.runtime.Relocation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the hooks need to know of Netty's messages. A message knows its exchange by a field. */
final class NettyMessage {
    /** Parts of a message. A class may stand for several, such as for a full request. */
    static final int REQUEST = 1;

    static final int RESPONSE = 2;
    static final int CONTENT = 4;
    static final int LAST = 8;
    static final int BEGIN = REQUEST | RESPONSE;

    static final HeaderGetter<Object> HEADERS = new HeaderAccess(new HeaderNames("headers", "get", "", ""));

    /** Access to the headers of HTTP/2, whose names are in lower case. The first line of a request is among them. */
    static final HeaderGetter<Object> HTTP2_HEADERS = new Http2Headers();

    private static final String PACKAGE = "io.netty.handler.codec.http.";
    private static final String[] PARTS = {"HttpRequest", "HttpResponse", "HttpContent", "LastHttpContent"};
    private static final CarrierField EXCHANGE = new CarrierField(
            List.of(PACKAGE + "DefaultHttpObject", PACKAGE + "HttpObjectAggregator$AggregatedFullHttpMessage"));
    private static final PublicMethod METHOD = new PublicMethod("method", Object.class);
    private static final PublicMethod STATUS = new PublicMethod("status", Object.class);
    private static final PublicMethod CODE = new PublicMethod("code", Object.class);
    private static final HeaderAccess HTTP2_ACCESS = new HeaderAccess(new HeaderNames("", "get", "", ""));
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int OK = 200;

    private static final ClassValue<Integer> KINDS = new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
            return partsOf(type);
        }
    };

    private static int partsOf(Class<?> type) {
        int parts = 0;
        for (int i = 0; i < PARTS.length; i++) {
            parts |= type.isInterface() && Relocation.isCopyOf(PACKAGE + PARTS[i], type.getName()) ? 1 << i : 0;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            parts |= partsOf(implemented);
        }
        return type.getSuperclass() == null ? parts : parts | partsOf(type.getSuperclass());
    }

    /** Returns which parts of an HTTP message an object is: none if it is something else. */
    static int parts(@Nullable Object message) {
        return message == null ? 0 : KINDS.get(message.getClass());
    }

    static @Nullable NettyExchange exchange(Object message) {
        return EXCHANGE.get(message) instanceof NettyExchange known ? known : null;
    }

    static void setExchange(Object message, @Nullable NettyExchange exchange) {
        EXCHANGE.set(message, exchange);
    }

    /** Whether a request asks a proxy for a tunnel, which the client itself does. */
    static boolean isToProxy(Object request) {
        return "CONNECT".equals(String.valueOf(METHOD.call(request)));
    }

    /** Whether headers of HTTP/2 are those of a request, and not of a response or behind the body. */
    static boolean isRequest(Object http2Headers) {
        return HTTP2_HEADERS.get(http2Headers, ":method") != null;
    }

    private static final class Http2Headers implements HeaderGetter<Object> {
        @Override
        public @Nullable String get(Object headers, String name) {
            return HTTP2_ACCESS.get(headers, name.toLowerCase(Locale.ROOT));
        }
    }

    /** Whether a response is followed by another one to the same request. */
    static boolean isInterim(Object response) {
        return CODE.call(STATUS.call(response)) instanceof Integer code && code < OK && code != SWITCHING_PROTOCOLS;
    }

    /**
     * Headers that are added to a message as it is encoded. The message itself may belong to the program, which sends it
     * several times. So it stays as it is.
     */
    static final class Added implements HeaderGetter<Object>, HeaderSetter<Object> {
        private static final byte[] NONE = {};

        private @Nullable StringBuilder lines;

        @Override
        public @Nullable String get(Object message, String name) {
            return HEADERS.get(message, name);
        }

        @Override
        public void set(Object message, String name, String value) {
            if (isPrintable(value) && HEADERS.get(message, name) == null) {
                StringBuilder all = lines == null ? new StringBuilder() : lines;
                lines = all.append(name).append(": ").append(value).append("\r\n");
            }
        }

        private static boolean isPrintable(String value) {
            for (int i = 0; i < value.length(); i++) {
                if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                    return false;
                }
            }
            return true;
        }

        byte[] bytes() {
            return lines == null ? NONE : lines.toString().getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private NettyMessage() {}
}
