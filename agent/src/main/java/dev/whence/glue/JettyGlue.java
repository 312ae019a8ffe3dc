package dev.whence.glue;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.runtime.http.Requests;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** What Jetty calls. A request is known by what Jetty itself made, inside of all wrappers. */
public final class JettyGlue {
    private static final class Access implements HeaderGetter<Request>, HeaderSetter<HttpFields.Mutable> {
        @Override
        public @Nullable String get(Request request, String name) {
            return request.getHeaders().get(name);
        }

        @Override
        public void set(HttpFields.Mutable answer, String name, String value) {
            if (!answer.contains(name)) {
                answer.put(name, value);
            }
        }
    }

    private static final Access ACCESS = new Access();

    /** The stream of a request, watched for the headers of its answer. */
    private static final class Answer extends HttpStream.Wrapper {
        private final Request request;

        Answer(Request request, HttpStream stream) {
            super(stream);
            this.request = request;
        }

        @Override
        public void prepareResponse(HttpFields.Mutable headers) {
            Requests.answering(request, headers, ACCESS);
            super.prepareResponse(headers);
        }

        @Override
        public void succeeded() {
            Requests.over(request);
            super.succeeded();
        }

        @Override
        public void failed(Throwable failure) {
            Requests.over(request);
            super.failed(failure);
        }
    }

    private record Watch(Request request) implements Function<HttpStream, HttpStream> {
        @Override
        public HttpStream apply(HttpStream stream) {
            return new Answer(request, stream);
        }
    }

    /** A request is about to be handled. */
    public static void arrived(Object wrapped) {
        try {
            Request request = Request.unWrap((Request) wrapped);
            Requests.arrived(request, request, ACCESS);
            request.addHttpStreamWrapper(new Watch(request));
        } catch (Throwable e) {
            Requests.failed(e, wrapped);
        }
    }

    /** A request is about to be handled, maybe once more. */
    public static void takenUp(@Nullable Object wrapped) {
        try {
            Requests.takenUp(wrapped == null ? null : Request.unWrap((Request) wrapped));
        } catch (Throwable e) {
            Requests.failed(e, wrapped);
        }
    }

    /** A request is about to be dispatched or completed. */
    public static void handedOver(@Nullable Object wrapped) {
        try {
            if (wrapped != null) {
                Requests.handedOver(Request.unWrap((Request) wrapped));
            }
        } catch (Throwable e) {
            Requests.failed(e, wrapped);
        }
    }

    private JettyGlue() {}
}
