package dev.whence.glue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import dev.whence.runtime.http.ServerRequests;
import org.jspecify.annotations.Nullable;

/** The glue of the JDK's HTTP server. */
public final class JdkServerGlue {
    /** Access to the headers of an exchange. */
    private static final class Access implements HeaderGetter<HttpExchange>, HeaderSetter<HttpExchange> {
        @Override
        public @Nullable String get(HttpExchange exchange, String name) {
            return exchange.getRequestHeaders().getFirst(name);
        }

        @Override
        public void set(HttpExchange exchange, String name, String value) {
            Headers headers = exchange.getResponseHeaders();
            if (!headers.containsKey(name)) {
                headers.set(name, value);
            }
        }
    }

    private static final Access ACCESS = new Access();

    /** Called when the handler of an exchange is about to be called. */
    public static void arrived(Object exchange) {
        ServerRequests.arrived(exchange, (HttpExchange) exchange, ACCESS);
    }

    /** Called when the response is about to be sent. That happens once, and nothing asks for the exchange after it. */
    public static void responding(Object exchange) {
        ServerRequests.responding(exchange, (HttpExchange) exchange, ACCESS);
        ServerRequests.over(exchange);
    }

    private JdkServerGlue() {}
}
