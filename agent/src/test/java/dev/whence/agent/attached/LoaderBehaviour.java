package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.http.HttpServlet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Class loaders of a program's own load as they do without the agent, whatever they lock and are equal to. */
class LoaderBehaviour {
    /** Loads all classes but the JDK's by itself, and is not parallel capable. */
    private static class Own extends URLClassLoader {
        /** One with what a pattern names of the class path. */
        Own(String pattern, ClassLoader parent) {
            super(urls(pattern), parent);
        }

        FutureTask<String> loading(String name) {
            FutureTask<String> loading =
                    new FutureTask<>(() -> Class.forName(name, false, this).getName());
            Thread thread = new Thread(loading);
            thread.setDaemon(true);
            thread.start();
            return loading;
        }
    }

    private static URL[] urls(String pattern) {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.matches(pattern)) {
                urls.add(url(entry));
            }
        }
        return urls.toArray(new URL[0]);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @NoAgentNeeded
    @DisplayName("a parent and its child, neither of them parallel capable, each with a library at the same moment")
    @Test
    void parentAndChild() throws Exception {
        CountDownLatch childAsksForAll = new CountDownLatch(1);
        CountDownLatch parentIsLocked = new CountDownLatch(1);
        class Parent extends Own {
            Parent() {
                super(".*javax.servlet-api.*", ClassLoader.getPlatformClassLoader());
            }

            @Override
            protected Object getClassLoadingLock(String name) {
                if (name.startsWith("dev.whence.") && Thread.holdsLock(this)) {
                    parentIsLocked.countDown();
                }
                return super.getClassLoadingLock(name);
            }
        }
        class Child extends Own {
            Child(ClassLoader parent) {
                super(".*jakarta.servlet-api.*", parent);
            }

            @Override
            protected Object getClassLoadingLock(String name) {
                if (name.equals("dev.whence.runtime.table.WeakTable")) {
                    childAsksForAll.countDown();
                    pass(parentIsLocked);
                }
                return super.getClassLoadingLock(name);
            }
        }
        Parent parent = new Parent();
        FutureTask<String> ofChild = new Child(parent).loading("jakarta.servlet.http.HttpServlet");
        while (childAsksForAll.getCount() > 0 && !ofChild.isDone()) {
            Thread.onSpinWait();
        }
        FutureTask<String> ofParent = parent.loading("javax.servlet.http.HttpServlet");
        assertThat(ofParent.get(SECONDS, TimeUnit.SECONDS)).endsWith("HttpServlet");
        assertThat(ofChild.get(SECONDS, TimeUnit.SECONDS)).endsWith("HttpServlet");
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Is to be loaded by {@link Own}. */
    static final class Service extends HttpServlet implements Callable<String> {
        private static final long serialVersionUID = 1;

        public Service() {}

        @Override
        public String call() throws Exception {
            assertThatThrownBy(() -> service((ServletRequest) null, null)).isInstanceOf(ServletException.class);
            return "served";
        }
    }

    /** Takes a task out of its queue, and runs it. */
    static final class Worker implements Runnable {
        public Worker() {}

        @Override
        public void run() {
            try {
                Pool.TASKS.take().run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Has its tasks run by whatever thread is a {@link Worker}. */
    static final class Pool implements Executor {
        static final BlockingQueue<Runnable> TASKS = new LinkedTransferQueue<>();

        public Pool() {}

        @Override
        public void execute(Runnable task) {
            TASKS.add(task);
        }
    }

    /** Defines the classes of a pool in one mode of its lock, and finds resources in the other. */
    private static final class Locked extends ClassLoader {
        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        private final @Nullable ProtectionDomain domain;

        Locked(boolean tellsSource) {
            super(LoaderBehaviour.class.getClassLoader());
            domain = tellsSource ? LoaderBehaviour.class.getProtectionDomain() : null;
        }

        Class<?> load(Class<?> type) throws Exception {
            FutureTask<Class<?>> loading = new FutureTask<>(() -> loadClass(type.getName()));
            Thread thread = new Thread(loading);
            thread.setDaemon(true);
            thread.start();
            return loading.get(SECONDS, TimeUnit.SECONDS);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                boolean isOwn = name.equals(Pool.class.getName()) || name.equals(Worker.class.getName());
                return known != null ? known : isOwn ? findClass(name) : super.loadClass(name, resolve);
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            String file = "/" + name.replace('.', '/') + ".class";
            lock.readLock().lock();
            try (InputStream in = LoaderBehaviour.class.getResourceAsStream(file)) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length, domain);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            } finally {
                lock.readLock().unlock();
            }
        }

        @Override
        public @Nullable URL getResource(String name) {
            lock.writeLock().lock();
            try {
                return super.getResource(name);
            } finally {
                lock.writeLock().unlock();
            }
        }
    }

    @DisplayName("a loader that cannot be asked while it defines: an executor and the worker that is loaded after it")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void workerAfterPool(boolean tellsSource) throws Exception {
        Locked loader = new Locked(tellsSource);
        Class<?> pool = loader.load(Pool.class);
        assertThat(runIn("A", pool, loader.load(Worker.class))).isEqualTo("A");
    }

    @DisplayName("a loader that cannot be asked while it defines: a worker is woven before its executor is there")
    @Test
    void workerBeforePool() throws Exception {
        Locked loader = new Locked(true);
        Class<?> worker = loader.load(Worker.class);
        assertThat(runIn("A", loader.load(Pool.class), worker)).isEqualTo("A");
    }

    @DisplayName("a loader that cannot be asked at all: a worker is woven when its executor is there")
    @Test
    void workerOfUnknownPool() throws Exception {
        Locked loader = new Locked(false);
        Class<?> worker = loader.load(Worker.class);
        Class<?> pool = loader.load(Pool.class);
        await().until(() -> runIn("A", pool, worker).equals("A"));
    }

    private static String runIn(String id, Class<?> pool, Class<?> worker) throws ReflectiveOperationException {
        new Thread((Runnable) make(worker)).start();
        Executor executor = (Executor) make(pool);
        Seen seen = new Seen();
        in(id, () -> executor.execute(seen::here));
        return seen.next();
    }

    private static Object make(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    @NoAgentNeeded
    @DisplayName("loaders that are equal to one another, or cannot be compared, each with the same library")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void equalLoaders(boolean areComparable) throws Exception {
        class Equal extends Own {
            Equal() {
                super(".*", ClassLoader.getPlatformClassLoader());
            }

            @Override
            public boolean equals(Object other) {
                return other instanceof Equal && hashCode() == 1;
            }

            @Override
            public int hashCode() {
                if (areComparable) {
                    return 1;
                }
                throw new UnsupportedOperationException();
            }
        }
        for (int i = 0; i < 3; i++) {
            Class<?> service = new Equal().loadClass(Service.class.getName());
            assertThat(((Callable<?>) make(service)).call()).isEqualTo("served");
        }
    }
}
