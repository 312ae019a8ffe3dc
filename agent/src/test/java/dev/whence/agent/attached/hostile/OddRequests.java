package dev.whence.agent.attached.hostile;

import dev.whence.context.Correlation;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;

/** A servlet that gets some requests whose headers cannot be read, and then one whose can. */
public final class OddRequests {
    private static final class Printing extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            System.out.println("handled in: " + Correlation.current().id());
        }
    }

    public static void main(String[] args) throws ServletException, IOException {
        Printing servlet = new Printing();
        ServletResponse response = stub(HttpServletResponse.class, "");
        for (int i = 0; i < 10; i++) {
            servlet.service((ServletRequest) stub(HttpServletRequest.class, null), response);
        }
        servlet.service((ServletRequest) stub(HttpServletRequest.class, "order-1"), response);
    }

    /** A request with an id, or, without one, whose headers cannot be read. */
    private static <T> T stub(Class<T> type, String id) {
        return type.cast(Proxy.newProxyInstance(
                OddRequests.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Class<?> result = method.getReturnType();
                    return switch (method.getName()) {
                        case "getHeader" -> {
                            if (id == null) {
                                throw new IllegalArgumentException("malformed header");
                            }
                            yield arguments[0].equals("X-Correlation-ID") ? id : null;
                        }
                        case "getDispatcherType" -> DispatcherType.REQUEST;
                        case "hashCode" -> System.identityHashCode(self);
                        case "equals" -> self == arguments[0];
                        default -> result == boolean.class ? (Object) false : result == int.class ? (Object) 0 : null;
                    };
                }));
    }

    private OddRequests() {}
}
