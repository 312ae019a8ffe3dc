package dev.whence.runtime.http;

import dev.whence.context.HeaderGetter;
import dev.whence.runtime.CarrierField;
import dev.whence.runtime.HeaderAccess;
import dev.whence.runtime.HeaderNames;
import dev.whence.runtime.PublicMethod;
import dev.whence.runtime.Relocation;
import java.util.List;
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

    private static final String PACKAGE = "io.netty.handler.codec.http.";
    private static final String[] PARTS = {"HttpRequest", "HttpResponse", "HttpContent", "LastHttpContent"};
    private static final CarrierField EXCHANGE = new CarrierField(
            List.of(PACKAGE + "DefaultHttpObject", PACKAGE + "HttpObjectAggregator$AggregatedFullHttpMessage"));
    private static final PublicMethod METHOD = new PublicMethod("method", Object.class);
    private static final PublicMethod STATUS = new PublicMethod("status", Object.class);
    private static final PublicMethod CODE = new PublicMethod("code", Object.class);
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

    /** Whether a response is followed by another one to the same request. */
    static boolean isInterim(Object response) {
        return CODE.call(STATUS.call(response)) instanceof Integer code && code < OK && code != SWITCHING_PROTOCOLS;
    }

    private NettyMessage() {}
}
