package dev.whence.glue;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.runtime.Hosts;
import dev.whence.runtime.http.ClientCalls;
import org.apache.http.Header;
import org.apache.http.HttpMessage;
import org.apache.http.HttpRequest;
import org.apache.http.RequestLine;
import org.jspecify.annotations.Nullable;

/** The glue of Apache HttpClient 4 and HttpAsyncClient 4. */
public final class ApacheClient4Glue {
    private static final class Access implements HeaderGetter<HttpMessage>, HeaderSetter<HttpMessage> {
        @Override
        public @Nullable String get(HttpMessage message, String name) {
            Header header = message.getFirstHeader(name);
            return header == null ? null : header.getValue();
        }

        @Override
        public void set(HttpMessage message, String name, String value) {
            message.setHeader(name, value);
        }
    }

    private static final Access ACCESS = new Access();

    /** Called when the current task is about to send a request. */
    public static void sending(@Nullable Object request) {
        if (request instanceof HttpRequest known && !isToProxy(known)) {
            ClientCalls.sending(known, ACCESS, Hosts.ofAuthority(ACCESS.get(known, "Host")));
        }
    }

    /** Called when the current thread is going to read the response to a request. */
    public static void begun(Object request) {
        if (request instanceof HttpRequest known) {
            RequestLine line = known.getRequestLine();
            ClientCalls.begun(line.getMethod(), line.getUri(), ACCESS.get(known, "Host"));
        }
    }

    /** Returns whether a request is that for a tunnel, which the library itself sends to a proxy. */
    private static boolean isToProxy(HttpRequest request) {
        return "CONNECT".equalsIgnoreCase(request.getRequestLine().getMethod());
    }

    /** Called when the current task has a response. */
    public static void responded(@Nullable Object response) {
        if (response instanceof HttpMessage message) {
            ClientCalls.responded(message, ACCESS);
        }
    }

    private ApacheClient4Glue() {}
}
