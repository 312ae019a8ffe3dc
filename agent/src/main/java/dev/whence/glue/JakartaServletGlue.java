package dev.whence.glue;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.runtime.http.Requests;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * What servlets call. The header of the answer is set at once, because nothing tells when the answer is committed; a
 * servlet that sets it replaces it.
 */
public final class JakartaServletGlue {
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

    /** A servlet is about to be called. */
    public static void service(Object request, Object response) {
        try {
            if (Requests.isUnhandled() && request instanceof HttpServletRequest received) {
                handle(received, innermost(received), response);
            } else {
                Requests.nested();
            }
        } catch (Throwable e) {
            Requests.failed(e, request);
        }
    }

    private static void handle(HttpServletRequest received, ServletRequest key, Object response) {
        if (received.getDispatcherType() == DispatcherType.ASYNC) {
            Requests.takenUp(key);
        } else {
            Requests.arrived(key, received, ACCESS);
            if (response instanceof HttpServletResponse answer) {
                Requests.answering(key, answer, ACCESS);
            }
        }
    }

    private static ServletRequest innermost(ServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner;
    }

    private JakartaServletGlue() {}
}
