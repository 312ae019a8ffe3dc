package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.whence.agent.attached.harness.FullStacksNeeded;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.Correlation;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jetbrains.annotations.Async;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a key executes has the correlation of the code that scheduled the key, if annotations mark both. */
@FullStacksNeeded
class AnnotationBehaviour {
    /** A scheduler of the program's own, with as many forms of methods as there are. */
    static class Scheduler {
        void enqueue(@Async.Schedule Object key) {}

        static void enqueueStatic(long before, double between, @Async.Schedule Object key) {}

        String process(@Async.Execute Object key, Callable<String> body) throws Exception {
            return body.call();
        }

        /** With branches, handlers and values of two slots. */
        static long processStatic(double before, Callable<String> body, @Async.Execute Object key) throws Exception {
            for (int i = 0; i < 3; i++) {
                try {
                    if (i == 1) {
                        return Long.parseLong(body.call());
                    }
                } catch (NumberFormatException e) {
                    return -before > 0 ? 1 : 0;
                }
            }
            return -1;
        }
    }

    /** Something that schedules and executes itself. */
    static class Job {
        @Async.Schedule
        Job schedule() {
            return this;
        }

        @Async.Execute
        String execute() {
            return id();
        }
    }

    /** Something that is scheduled when it is made. */
    static final class Made {
        private final String name;

        @Async.Schedule
        Made(String name) {
            if (name.isEmpty()) {
                this.name = "none";
                return;
            }
            this.name = name;
        }

        @Async.Execute
        String execute() {
            return id();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Its implementation has a bridge, which has the annotation too. */
    public interface Handler<T> {
        String handle(T key) throws Exception;
    }

    /** An inner class, whose constructor has parameters that nobody has written. */
    final class Inner implements Handler<Callable<String>> {
        Inner(@Async.Schedule Object key) {}

        @Override
        public String handle(@Async.Execute Callable<String> key) throws Exception {
            return scheduler.process(new Object(), key);
        }
    }

    /** Schedules a key, and executes it. */
    private interface Way {
        Callable<String> schedule(Object key) throws Exception;
    }

    private final Scheduler scheduler = new Scheduler();

    static Stream<Arguments> ways() {
        Scheduler scheduler = new Scheduler();
        return Stream.of(
                way("parameters", key -> {
                    scheduler.enqueue(key);
                    return () -> scheduler.process(key, Vocabulary::id);
                }),
                way("static methods", key -> {
                    Scheduler.enqueueStatic(1, 2, key);
                    AtomicReference<String> seen = new AtomicReference<>();
                    return () -> {
                        Scheduler.processStatic(
                                1,
                                () -> {
                                    seen.set(id());
                                    return "5";
                                },
                                key);
                        return seen.get();
                    };
                }),
                way("the object itself", key -> new Job().schedule()::execute),
                way("an object that is made", key -> new Made("made")::execute),
                way("an object that is made, by another way out", key -> new Made("")::execute),
                way("an inner class and a bridge", key -> {
                    Callable<String> body = Vocabulary::id;
                    Handler<Callable<String>> handler = new AnnotationBehaviour().new Inner(body);
                    return () -> handler.handle(body);
                }));
    }

    private static Arguments way(String name, Way way) {
        return argumentSet(name, way);
    }

    @DisplayName("the key is a parameter, or the object itself; its context comes and goes with each execution")
    @ParameterizedTest
    @MethodSource("ways")
    void hop(Way way) throws Exception {
        Callable<String> execution = in("A", () -> way.schedule(new Object()));
        elsewhere("B", () -> {
            assertThat(execution.call()).isEqualTo("A");
            assertThat(id()).isEqualTo("B");
            assertThat(execution.call()).as("executed twice").isEqualTo("A");
            assertThat(id()).isEqualTo("B");
        });
    }

    @DisplayName("an exception leads to the code that scheduled, and leaves nothing behind")
    @Test
    void failure() {
        Object key = new Object();
        in("A", () -> scheduler.enqueue(key));
        elsewhere("B", () -> {
            Throwable thrown = new IllegalStateException();
            try {
                scheduler.process(key, () -> fail());
            } catch (IllegalStateException e) {
                thrown = e;
            }
            assertThat(id()).isEqualTo("B");
            assertThat(frames(thrown))
                    .containsSubsequence(
                            "fail", "process", "async", "enqueue", "lambda$failure$", "thread", "lambda$elsewhere$");
        });
    }

    private static String fail() {
        throw new IllegalStateException("thrown");
    }

    private static List<String> frames(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .map(frame -> frame.getMethodName().replaceAll("(lambda\\$\\w+\\$).*", "$1"))
                .toList();
    }

    @DisplayName("within an execution another one has its own context, and one without a key is a part of it")
    @Test
    void nested() {
        Object outer = new Object();
        Object inner = new Object();
        in("A", () -> scheduler.enqueue(outer));
        in("C", () -> scheduler.enqueue(inner));
        elsewhere("B", () -> {
            scheduler.process(outer, () -> {
                assertThat(scheduler.process(inner, Vocabulary::id)).isEqualTo("C");
                assertThat(scheduler.process(outer, Vocabulary::id)).isEqualTo("A");
                assertThat(scheduler.process(new Object(), Vocabulary::id)).isEqualTo("A");
                assertThat(scheduler.process(null, Vocabulary::id)).isEqualTo("A");
                return null;
            });
            assertThat(id()).isEqualTo("B");
        });
    }

    @NoAgentNeeded
    @DisplayName("what nobody has scheduled is executed in the correlation of the caller")
    @Test
    void notScheduled() {
        in("B", () -> assertThat(scheduler.process(new Object(), Vocabulary::id))
                .isEqualTo("B"));
    }

    @DisplayName("a key that two operations have scheduled belongs to none; once it was executed, to whoever is next")
    @Test
    void ambiguous() {
        Object key = new Object();
        in("A", () -> scheduler.enqueue(key));
        in("C", () -> scheduler.enqueue(key));
        elsewhere("B", () -> {
            assertThat(scheduler.process(key, Vocabulary::id)).isEmpty();
            assertThat(scheduler.process(key, Vocabulary::id)).isEmpty();
        });
        in("D", () -> scheduler.enqueue(key));
        elsewhere("B", () -> assertThat(scheduler.process(key, Vocabulary::id)).isEqualTo("D"));
    }

    @DisplayName("a key that the JVM never collects is of nobody once it was executed")
    @Test
    void constant() {
        in("A", () -> scheduler.enqueue(1));
        in("A", () -> scheduler.enqueue(1));
        elsewhere("B", () -> {
            assertThat(scheduler.process(1, Vocabulary::id)).isEqualTo("A");
            assertThat(scheduler.process(1, Vocabulary::id)).isEqualTo("A");
            assertThat(scheduler.process(1, Vocabulary::id)).isEqualTo("B");
        });
    }

    @NoAgentNeeded
    @DisplayName("a key that is never executed is collected")
    @Test
    void collected() {
        WeakReference<Object> key = new WeakReference<>(scheduled());
        await().until(() -> {
            System.gc();
            return key.get() == null;
        });
    }

    private Object scheduled() {
        Object key = new Object();
        in("A", () -> scheduler.enqueue(key));
        return key;
    }

    /** Schedules a key, in a class loader of its own. */
    public static final class Front implements Callable<Object> {
        private final Object key = new Object();

        public Front() {}

        @Override
        public Object call() {
            return enqueue(key);
        }

        private static Object enqueue(@Async.Schedule Object key) {
            return key;
        }
    }

    /** Executes a key, in another class loader. */
    public static final class Back implements Handler<Object> {
        public Back() {}

        @Override
        public String handle(@Async.Execute Object key) {
            return Correlation.current().id();
        }
    }

    /** Loads one class by itself, and not what marks it. */
    private static final class Alone extends ClassLoader {
        private final String name;

        Alone(Class<?> type) {
            super(AnnotationBehaviour.class.getClassLoader());
            this.name = type.getName();
        }

        Object make() throws ReflectiveOperationException {
            return loadClass(name).getConstructor().newInstance();
        }

        @Override
        protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
            if (wanted.startsWith("org.jetbrains.")) {
                throw new ClassNotFoundException(wanted);
            }
            Class<?> loaded = findLoadedClass(wanted);
            return loaded == null && wanted.equals(name) ? define() : super.loadClass(wanted, resolve);
        }

        private Class<?> define() throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @DisplayName("the class that schedules and the one that executes are of two class loaders without the annotations")
    @Test
    @SuppressWarnings("unchecked")
    void classLoaders() throws Exception {
        Callable<Object> front = (Callable<Object>) new Alone(Front.class).make();
        Handler<Object> back = (Handler<Object>) new Alone(Back.class).make();
        assertThat(front.getClass().getClassLoader())
                .isNotSameAs(back.getClass().getClassLoader());
        Object key = in("A", front);
        elsewhere("B", () -> assertThat(back.handle(key)).isEqualTo("A"));
    }
}
