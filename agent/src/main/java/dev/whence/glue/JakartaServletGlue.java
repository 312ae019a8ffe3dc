package dev.whence.glue;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.runtime.http.ServerRequests;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The glue of servlets.
 *
 * <p>The headers of the response are set before the servlet runs, since nothing tells when the response is committed.
 * If the servlet sets such a header itself, that replaces ours.
 */
public final class JakartaServletGlue {
    /** Access to the headers of requests and responses. */
    private static final class Access implements HeaderGetter<HttpServletRequest>, HeaderSetter<HttpServletResponse> {
        @Override
        public @Nullable String get(HttpServletRequest request, String name) {
            return request.getHeader(name);
        }

        @Override
        public void set(HttpServletResponse response, String name, String value) {
            if (!response.containsHeader(name)) {
                response.setHeader(name, value);
            }
        }
    }

    private static final Access ACCESS = new Access();

    /** Called when a servlet is about to be called, perhaps by another servlet. */
    public static void service(Object request, Object response) {
        try {
            if (ServerRequests.isUnhandled() && request instanceof HttpServletRequest received) {
                handle(received, innermost(received), response);
            } else {
                ServerRequests.nested();
            }
        } catch (Throwable e) {
            ServerRequests.failed(e, request);
        }
    }

    private static void handle(HttpServletRequest received, ServletRequest key, Object response) {
        if (received.getDispatcherType() == DispatcherType.ASYNC) {
            ServerRequests.takenUp(key);
        } else {
            ServerRequests.arrived(key, received, ACCESS);
            if (response instanceof HttpServletResponse http) {
                ServerRequests.responding(key, http, ACCESS);
            }
        }
    }

    /** Returns the container's own request, which is the same object in all calls for one request. */
    private static ServletRequest innermost(ServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner;
    }

    private JakartaServletGlue() {}
}
