package dev.whence.glue;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.runtime.http.ServerRequests;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** The glue of Jetty. A request is known by the object that Jetty itself has made, inside of all wrappers. */
public final class JettyGlue {
    /** Access to the headers of requests and responses. */
    private static final class Access implements HeaderGetter<Request>, HeaderSetter<HttpFields.Mutable> {
        @Override
        public @Nullable String get(Request request, String name) {
            return request.getHeaders().get(name);
        }

        @Override
        public void set(HttpFields.Mutable response, String name, String value) {
            if (!response.contains(name)) {
                response.put(name, value);
            }
        }
    }

    private static final Access ACCESS = new Access();

    /** The stream of a request, which tells when the headers of the response are sent and when the request is over. */
    private static final class WatchedStream extends HttpStream.Wrapper {
        private final Request request;

        WatchedStream(Request request, HttpStream stream) {
            super(stream);
            this.request = request;
        }

        @Override
        public void prepareResponse(HttpFields.Mutable headers) {
            ServerRequests.responding(request, headers, ACCESS);
            super.prepareResponse(headers);
        }

        @Override
        public void succeeded() {
            ServerRequests.over(request);
            super.succeeded();
        }

        @Override
        public void failed(Throwable failure) {
            ServerRequests.over(request);
            super.failed(failure);
        }
    }

    /**
     * A function that Jetty calls to wrap the stream of a request. It is no lambda, whose class would be linked at run
     * time.
     */
    private record Watch(Request request) implements Function<HttpStream, HttpStream> {
        @Override
        public HttpStream apply(HttpStream stream) {
            return new WatchedStream(request, stream);
        }
    }

    /** Called when the server is about to handle a request. */
    public static void arrived(Object wrapped) {
        try {
            Request request = Request.unWrap((Request) wrapped);
            ServerRequests.arrived(request, request, ACCESS);
            request.addHttpStreamWrapper(new Watch(request));
        } catch (Throwable e) {
            ServerRequests.failed(e, wrapped);
        }
    }

    /** Called when a servlet environment is about to handle a request, for the first time or again. */
    public static void takenUp(@Nullable Object wrapped) {
        try {
            ServerRequests.takenUp(wrapped == null ? null : Request.unWrap((Request) wrapped));
        } catch (Throwable e) {
            ServerRequests.failed(e, wrapped);
        }
    }

    /** Called when a request is about to be dispatched or completed. */
    public static void handedOver(@Nullable Object wrapped) {
        try {
            if (wrapped != null) {
                ServerRequests.handedOver(Request.unWrap((Request) wrapped));
            }
        } catch (Throwable e) {
            ServerRequests.failed(e, wrapped);
        }
    }

    private JettyGlue() {}
}
