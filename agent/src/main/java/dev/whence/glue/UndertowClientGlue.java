package dev.whence.glue;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.runtime.Hosts;
import dev.whence.runtime.http.ClientCalls;
import io.undertow.client.ClientRequest;
import io.undertow.client.ClientResponse;
import io.undertow.util.AttachmentKey;
import io.undertow.util.AttachmentList;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import org.jspecify.annotations.Nullable;

/**
 * The glue of Undertow's client. A request is the program's own object, which may be sent again. So it is attached to
 * the request which headers were added, with their values, and the next time they are removed first.
 */
public final class UndertowClientGlue {
    private static final AttachmentKey<AttachmentList<String>> ADDED = AttachmentKey.createList(String.class);

    private static final class Access implements HeaderGetter<ClientRequest>, HeaderSetter<ClientRequest> {
        @Override
        public @Nullable String get(ClientRequest request, String name) {
            return request.getRequestHeaders().getFirst(name);
        }

        @Override
        public void set(ClientRequest request, String name, String value) {
            request.getRequestHeaders().put(HttpString.tryFromString(name), value);
            request.addToAttachmentList(ADDED, name);
            request.addToAttachmentList(ADDED, value);
        }
    }

    private static final Access ACCESS = new Access();
    private static final HeaderGetter<ClientResponse> RESPONSE = new HeaderGetter<>() {
        @Override
        public @Nullable String get(ClientResponse response, String name) {
            return response.getResponseHeaders().getFirst(name);
        }
    };

    /** Called when the current task is about to send a request. */
    public static void sending(Object message) {
        ClientRequest request = (ClientRequest) message;
        if (!Methods.CONNECT.equals(request.getMethod())) {
            removeAdded(request);
            ClientCalls.sending(request, ACCESS, Hosts.ofAuthority(ACCESS.get(request, "Host")));
        }
    }

    /** Removes the headers that were added, unless the program has given them another value. */
    private static void removeAdded(ClientRequest request) {
        AttachmentList<String> added = request.removeAttachment(ADDED);
        if (added != null) {
            for (int i = 0; i < added.size(); i += 2) {
                if (added.get(i + 1).equals(ACCESS.get(request, added.get(i)))) {
                    request.getRequestHeaders().remove(added.get(i));
                }
            }
        }
    }

    /** Called when the current task has a response. */
    public static void responded(@Nullable Object response) {
        if (response instanceof ClientResponse known) {
            ClientCalls.responded(known, RESPONSE);
        }
    }

    private UndertowClientGlue() {}
}
