package dev.whence.glue;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.runtime.http.ServerRequests;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ResponseCommitListener;
import org.jspecify.annotations.Nullable;

/** The glue of Undertow. */
public final class UndertowGlue {
    /** Access to the headers of an exchange, and the listener that Undertow calls before it sends the response. */
    private static final class Access
            implements HeaderGetter<HttpServerExchange>, HeaderSetter<HttpServerExchange>, ResponseCommitListener {
        @Override
        public @Nullable String get(HttpServerExchange exchange, String name) {
            return exchange.getRequestHeaders().getFirst(name);
        }

        @Override
        public void set(HttpServerExchange exchange, String name, String value) {
            if (!exchange.getResponseHeaders().contains(name)) {
                exchange.getResponseHeaders().put(io.undertow.util.HttpString.tryFromString(name), value);
            }
        }

        @Override
        public void beforeCommit(HttpServerExchange exchange) {
            ServerRequests.responding(exchange, exchange, this);
        }
    }

    private static final Access ACCESS = new Access();

    /** Called when an exchange is about to be handled, for the first time or after it was dispatched. */
    public static void handling(Object request) {
        try {
            HttpServerExchange exchange = (HttpServerExchange) request;
            if (ServerRequests.arrivedOrTakenUp(exchange, exchange, ACCESS)) {
                exchange.addResponseCommitListener(ACCESS);
            }
        } catch (Throwable e) {
            ServerRequests.failed(e, request);
        }
    }

    private UndertowGlue() {}
}
