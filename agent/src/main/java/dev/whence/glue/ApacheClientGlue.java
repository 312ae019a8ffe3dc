package dev.whence.glue;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.runtime.http.ClientCalls;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/** The glue of Apache HttpClient 5. */
public final class ApacheClientGlue {
    /** Access to the headers of messages. */
    private static final class Access implements HeaderGetter<HttpMessage>, HeaderSetter<HttpMessage> {
        @Override
        public @Nullable String get(HttpMessage message, String name) {
            Header header = message.getFirstHeader(name);
            return header == null ? null : header.getValue();
        }

        @Override
        public void set(HttpMessage message, String name, String value) {
            if (!isToProxy(message)) {
                message.setHeader(name, value);
            }
        }

        /** Returns whether a message is the request for a tunnel, which the library itself sends to a proxy. */
        private static boolean isToProxy(HttpMessage message) {
            return message instanceof HttpRequest request && Method.CONNECT.isSame(request.getMethod());
        }
    }

    private static final Access ACCESS = new Access();

    /** Called when the current task is about to send a request. */
    public static void sending(Object request) {
        ClientCalls.sending((HttpMessage) request, ACCESS, host(request));
    }

    /** Called when the current thread is going to read the response to a request. */
    public static void begun(Object request) {
        if (request instanceof HttpRequest known) {
            URIAuthority authority = known.getAuthority();
            ClientCalls.begun(known.getMethod(), known.getPath(), authority == null ? null : authority.toString());
        }
    }

    private static @Nullable String host(Object request) {
        URIAuthority authority = request instanceof HttpRequest known ? known.getAuthority() : null;
        return authority == null ? null : authority.getHostName();
    }

    /** Called when the current task has a response. */
    public static void responded(Object response) {
        ClientCalls.responded((HttpMessage) response, ACCESS);
    }

    private ApacheClientGlue() {}
}
