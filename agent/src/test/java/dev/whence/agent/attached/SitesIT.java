package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.failsafe.relay.Relay;
import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A site has the application's line, whatever it has called to make the hop; in JVMs of their own, with all defaults. */
@Tag("surroundings")
@ParameterizedClass
@MethodSource("jdks")
class SitesIT {
    private final Jdk jdk;

    SitesIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    /** Submits what prints a trace, in one of many ways. */
    static final class Submitting {
        private static final ExecutorService POOL = Executors.newSingleThreadExecutor();

        public static void main(String[] args) throws Exception {
            ofTheApplication(args[0]);
            POOL.shutdown();
        }

        private static void ofTheApplication(String way) throws Exception {
            Runnable task = () -> new Throwable("shown").printStackTrace();
            switch (way) {
                case "library" -> Relay.execute(POOL, task, 1);
                case "deep library" -> Relay.execute(POOL, task, 20);
                case "reflection" ->
                    Relay.class
                            .getMethod("execute", java.util.concurrent.Executor.class, Runnable.class, int.class)
                            .invoke(null, POOL, task, 3);
                case "proxy" -> proxy(task).run();
                case "forEach" -> List.of(task).forEach(each -> Relay.execute(POOL, each, 3));
                default -> deep(task, 20);
            }
        }

        private static Runnable proxy(Runnable task) {
            return (Runnable) Proxy.newProxyInstance(
                    Submitting.class.getClassLoader(), new Class<?>[] {Runnable.class}, (proxy, method, arguments) -> {
                        Relay.execute(POOL, task, 3);
                        return null;
                    });
        }

        private static void deep(Runnable task, int depth) {
            if (depth == 0) {
                POOL.execute(task);
            } else {
                deep(task, depth - 1);
            }
        }

        private Submitting() {}
    }

    private String trace(Class<?> program, String way) {
        return JavaProcess.java(jdk)
                .options("-cp", JavaProcess.testClassPath())
                .main(program, way)
                .agent("quiet=true")
                .run()
                .err();
    }

    @DisplayName("through libraries, proxies and reflection")
    @ParameterizedTest
    @ValueSource(strings = {"library", "deep library", "reflection", "proxy", "forEach"})
    void applicationsLine(String way) {
        assertThat(trace(Submitting.class, way))
                .containsSubsequence("Async.execute(", "Relay.execute(", "Submitting.ofTheApplication(");
        assertThat(trace(Submitting.class, way).split("Relay.execute\\(")).hasSize(2);
    }

    @DisplayName("through what runs tasks for its callers")
    @Test
    void applicationsLine() {
        // A machine that is busy takes so long for a look that the budget for looks may be spent.
        String traces = Awaitility.await()
                .pollInSameThread()
                .atMost(2, TimeUnit.MINUTES)
                .until(() -> trace(LibraryCalls.class, ""), all -> !all.contains("Async.unseen("));
        for (LibraryCalls.Call call : LibraryCalls.Call.values()) {
            String trace =
                    traces.substring(traces.indexOf("java.lang.Throwable: " + call.name() + System.lineSeparator()));
            assertThat(trace.substring(0, trace.indexOf("at dev.whence.Async.thread(")))
                    .containsSubsequence("at dev.whence.Async.", "LibraryCalls.ofTheApplication(");
        }
    }

    @DisplayName("what is left out is said")
    @ParameterizedTest
    @ValueSource(strings = "own code, many layers of it")
    void cut(String way) {
        assertThat(trace(Submitting.class, way))
                .containsSubsequence(
                        "Async.execute(", "Submitting.deep(", "Submitting.deep(", "Async.more(", "Async.thread(");
    }
}
