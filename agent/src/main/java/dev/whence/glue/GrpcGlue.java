package dev.whence.glue;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.runtime.http.ClientCalls;
import dev.whence.runtime.http.ServerRequests;
import io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

/** The glue of gRPC. */
public final class GrpcGlue {
    private static final class Access implements HeaderGetter<Metadata>, HeaderSetter<Metadata> {
        @Override
        public @Nullable String get(Metadata headers, String name) {
            return headers.get(key(name));
        }

        @Override
        public void set(Metadata headers, String name, String value) {
            headers.put(key(name), value);
        }

        private static Metadata.Key<String> key(String name) {
            return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
        }
    }

    private static final Access ACCESS = new Access();

    /** Called when the current task is about to make a call with these headers. Its host is not known here. */
    public static void sending(@Nullable Object headers) {
        if (headers instanceof Metadata metadata) {
            ClientCalls.sending(metadata, ACCESS, null);
        }
    }

    /** Called when a call has arrived, with its stream and its headers. */
    public static void arrived(Object stream, Object headers) {
        ServerRequests.arrived(stream, (Metadata) headers, ACCESS);
    }

    private GrpcGlue() {}
}
