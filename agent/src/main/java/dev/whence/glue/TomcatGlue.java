package dev.whence.glue;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.runtime.http.Requests;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.jspecify.annotations.Nullable;

/** What Tomcat calls. */
public final class TomcatGlue {
    private static final class Access implements HeaderGetter<Object>, HeaderSetter<Object> {
        @Override
        public @Nullable String get(Object request, String name) {
            return ((Request) request).getHeader(name);
        }

        @Override
        public void set(Object response, String name, String value) {
            Response answer = (Response) response;
            if (answer.getMimeHeaders().getHeader(name) == null) {
                answer.getMimeHeaders().setValue(name).setString(value);
            }
        }
    }

    private static final Access ACCESS = new Access();

    /** A request is about to be handled. */
    public static void arrived(Object request) {
        Requests.arrived(request, request, ACCESS);
    }

    /** The answer to a request is about to be sent. */
    public static void answering(Object request, Object response) {
        Requests.answering(request, response, ACCESS);
    }

    /** The request of an asynchronous context, if that still has one, will be taken up by another thread. */
    public static void handedOver(@Nullable Object request) {
        try {
            if (request instanceof org.apache.catalina.connector.Request known) {
                Requests.handedOver(known.getCoyoteRequest());
            }
        } catch (Throwable e) {
            Requests.failed(e, request);
        }
    }

    private TomcatGlue() {}
}
