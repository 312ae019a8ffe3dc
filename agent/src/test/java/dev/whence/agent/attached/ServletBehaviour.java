package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Servlets in a container of which nothing is known; here it is the test. */
@ParameterizedClass
@EnumSource(ServletBehaviour.Api.class)
class ServletBehaviour {
    /** The two names of the API. */
    enum Api {
        JAKARTA {
            @Override
            void call(InvocationHandler request, InvocationHandler response, Runnable service) throws Exception {
                jakarta.servlet.http.HttpServlet servlet = new jakarta.servlet.http.HttpServlet() {
                    private static final long serialVersionUID = 1;

                    @Override
                    protected void service(
                            jakarta.servlet.http.HttpServletRequest received,
                            jakarta.servlet.http.HttpServletResponse answer) {
                        service.run();
                    }
                };
                servlet.service(
                        proxy(jakarta.servlet.http.HttpServletRequest.class, request),
                        proxy(jakarta.servlet.http.HttpServletResponse.class, response));
            }
        },
        JAVAX {
            @Override
            void call(InvocationHandler request, InvocationHandler response, Runnable service) throws Exception {
                javax.servlet.http.HttpServlet servlet = new javax.servlet.http.HttpServlet() {
                    private static final long serialVersionUID = 1;

                    @Override
                    protected void service(
                            javax.servlet.http.HttpServletRequest received,
                            javax.servlet.http.HttpServletResponse answer) {
                        service.run();
                    }
                };
                servlet.service(
                        proxy(javax.servlet.http.HttpServletRequest.class, request),
                        proxy(javax.servlet.http.HttpServletResponse.class, response));
            }
        };

        abstract void call(InvocationHandler request, InvocationHandler response, Runnable service) throws Exception;

        private static <T> T proxy(Class<T> type, InvocationHandler handler) {
            return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
        }
    }

    private final Api api;
    private final Seen seen = new Seen(Vocabulary::freshId);
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> answer = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    ServletBehaviour(Api api) {
        this.api = api;
    }

    @BeforeEach
    void requestId() {
        headers.put("X-Request-ID", "r-1");
    }

    private void call(Runnable service) throws Exception {
        api.call(
                (proxy, method, arguments) ->
                        method.getName().equals("getHeader") ? headers.get((String) arguments[0]) : null,
                (proxy, method, arguments) -> {
                    if (method.getName().equals("setHeader")) {
                        answer.put((String) arguments[0], (String) arguments[1]);
                    }
                    return method.getReturnType() == boolean.class ? answer.containsKey((String) arguments[0]) : null;
                },
                service);
    }

    @DisplayName("a servlet runs in the correlation of its request, and so do those that it calls")
    @Test
    void adopted() throws Exception {
        call(() -> {
            seen.here();
            headers.put("X-Request-ID", "r-2");
            callNested();
            seen.here();
        });
        assertThat(seen.next(3)).containsExactly("r-1", "r-1", "r-1");
        assertThat(answer).containsExactly(Map.entry("X-Correlation-ID", "r-1"));
        assertThat(id()).isEmpty();
    }

    private void callNested() {
        try {
            call(seen::here);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @NoAgentNeeded
    @DisplayName("what belongs to an operation already stays with it")
    @Test
    void known() throws Exception {
        in("A", () -> {
            call(seen::here);
            seen.here();
        });
        assertThat(seen.next(2)).containsExactly("A", "A");
        assertThat(answer).isEmpty();
    }
}
