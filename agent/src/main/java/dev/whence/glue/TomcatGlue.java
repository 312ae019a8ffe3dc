package dev.whence.glue;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.runtime.http.ServerRequests;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.jspecify.annotations.Nullable;

/** The glue of Tomcat. */
public final class TomcatGlue {
    /** Access to the headers of requests and responses. */
    private static final class Access implements HeaderGetter<Object>, HeaderSetter<Object> {
        @Override
        public @Nullable String get(Object request, String name) {
            return ((Request) request).getHeader(name);
        }

        @Override
        public void set(Object response, String name, String value) {
            Response coyote = (Response) response;
            if (coyote.getMimeHeaders().getHeader(name) == null) {
                coyote.getMimeHeaders().setValue(name).setString(value);
            }
        }
    }

    private static final Access ACCESS = new Access();

    /** Called when a request is about to be handled. */
    public static void arrived(Object request) {
        ServerRequests.arrived(request, request, ACCESS);
    }

    /** Called when the headers of the response are about to be sent. */
    public static void responding(Object request, Object response) {
        ServerRequests.responding(request, response, ACCESS);
    }

    /** Called when another thread will take up a request. An asynchronous context that is over has none. */
    public static void handedOver(@Nullable Object request) {
        try {
            if (request instanceof org.apache.catalina.connector.Request known) {
                ServerRequests.handedOver(known.getCoyoteRequest());
            }
        } catch (Throwable e) {
            ServerRequests.failed(e, request);
        }
    }

    private TomcatGlue() {}
}
