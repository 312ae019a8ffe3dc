package dev.whence.glue;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.runtime.http.ClientCalls;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The glue of OkHttp. */
public final class OkHttpGlue {
    /** A request that is about to be sent. Each header makes another request of it. */
    private static final class Outgoing {
        Request request;

        Outgoing(Request request) {
            this.request = request;
        }
    }

    private static final class Access implements HeaderGetter<Outgoing>, HeaderSetter<Outgoing> {
        @Override
        public @Nullable String get(Outgoing outgoing, String name) {
            return outgoing.request.header(name);
        }

        @Override
        public void set(Outgoing outgoing, String name, String value) {
            outgoing.request = outgoing.request.newBuilder().header(name, value).build();
        }
    }

    private static final Access ACCESS = new Access();
    private static final HeaderGetter<Response> RESPONSE = new HeaderGetter<>() {
        @Override
        public @Nullable String get(Response response, String name) {
            return response.header(name);
        }
    };

    /** Called when the current task is about to send a request. Returns the one to send. */
    public static Object sending(Object request) {
        Outgoing outgoing = new Outgoing((Request) request);
        ClientCalls.sending(outgoing, ACCESS, outgoing.request.url().host());
        ClientCalls.begun(outgoing.request.method(), outgoing.request.url().toString(), null);
        return outgoing.request;
    }

    /** Called when the current task has a response. */
    public static void responded(Object response) {
        ClientCalls.responded((Response) response, RESPONSE);
    }

    private OkHttpGlue() {}
}
