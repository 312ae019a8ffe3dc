package dev.whence.runtime.http;

import dev.whence.context.HeaderGetter;
import dev.whence.runtime.Hosts;
import dev.whence.runtime.PublicMethod;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of Helidon's server and client. A request to the server is known by the object that has the headers of its
 * response, since that is in the hands of the code which writes them.
 */
public final class HelidonHooks {
    private static final byte[] NOTHING = {};
    private static final PublicMethod HEADERS_OF = new PublicMethod("headers", Object.class);
    private static final PublicMethod HTTP_HEADERS_OF = new PublicMethod("httpHeaders", Object.class);
    private static final PublicMethod METHOD = new PublicMethod("method", Object.class);
    private static final PublicMethod TEXT = new PublicMethod("text", Object.class);
    private static final PublicMethod STATUS = new PublicMethod("status", Object.class);
    private static final PublicMethod URI = new PublicMethod("uri", Object.class);
    private static final PublicMethod HOST = new PublicMethod("host", Object.class);
    private static final PublicMethod AUTHORITY = new PublicMethod("authority", Object.class);
    private static final PublicMethod NAME = new PublicMethod("name", Object.class);
    private static final PublicMethod VALUE = new PublicMethod("get", Object.class);

    /** Access to headers one by one: their names are objects of a type of Helidon's. */
    private static final HeaderGetter<Object> HEADERS = new HeaderGetter<>() {
        @Override
        public @Nullable String get(Object headers, String name) {
            if (headers instanceof Iterable<?> all) {
                for (Object header : all) {
                    if (name.equalsIgnoreCase(String.valueOf(NAME.call(header)))) {
                        return VALUE.call(header) instanceof String value ? value : null;
                    }
                }
            }
            return null;
        }
    };

    /** Called when a request has arrived. The current thread handles it until {@link ServerRequests#left}. */
    public static void arrived(@Nullable Object request, @Nullable Object response) {
        Object received = HEADERS_OF.call(request);
        Object sent = HEADERS_OF.call(response);
        if (received != null && sent != null) {
            ServerRequests.arrived(sent, received, HEADERS);
        }
    }

    /** Called when the response to a request was sent. */
    public static void over(@Nullable Object response) {
        Object sent = HEADERS_OF.call(response);
        if (sent != null) {
            ServerRequests.over(sent);
        }
    }

    /** Returns the lines to be added to the headers of a response. */
    public static byte[] responseLines(Object headers) {
        HeaderLines<Object> added = HeaderLines.ofHttp1(HEADERS);
        ServerRequests.responding(headers, headers, added);
        return added.bytes();
    }

    /** Returns the lines to be added to the headers of a request that the current task sends. */
    public static byte[] requestLines(Object request) {
        Object headers = HEADERS_OF.call(request);
        if (headers == null || isToProxy(METHOD.call(request))) {
            return NOTHING;
        }
        HeaderLines<Object> added = HeaderLines.ofHttp1(HEADERS);
        ClientCalls.sending(headers, added, HOST.call(URI.call(request)) instanceof String host ? host : null);
        return added.bytes();
    }

    private static boolean isToProxy(@Nullable Object method) {
        return "CONNECT".equals(TEXT.call(method));
    }

    /** Returns the fields to be added to headers of HTTP/2: those of a request, of a response, or behind a body. */
    public static byte[] fields(Object http2Headers) {
        HeaderLines<Object> added = HeaderLines.ofHttp2(HEADERS);
        Object headers = HTTP_HEADERS_OF.call(http2Headers);
        if (headers != null) {
            Object method = METHOD.call(http2Headers);
            if (method != null && !isToProxy(method)) {
                ClientCalls.sending(headers, added, Hosts.ofAuthority(authority(http2Headers, headers)));
            } else if (STATUS.call(http2Headers) != null) {
                ServerRequests.responding(headers, headers, added);
            }
        }
        return added.bytes();
    }

    private static @Nullable String authority(Object http2Headers, Object headers) {
        return AUTHORITY.call(http2Headers) instanceof String authority ? authority : HEADERS.get(headers, "Host");
    }

    /** Called when the current task has a response. */
    public static void responded(@Nullable Object response) {
        Object headers = HEADERS_OF.call(response);
        if (headers != null) {
            ClientCalls.responded(headers, HEADERS);
        }
    }

    private HelidonHooks() {}
}
