package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.whence.context.Propagation;
import dev.whence.runtime.Settings;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A process with a clock and a log of its own, which runs a part of a {@link TaskGraph}. As far as Whence is concerned,
 * that is a class loader that loads all of Whence once more. So only types of the JDK go in and out.
 */
public final class PeerProcess implements Function<Object[], Future<Object[]>>, Callable<Void>, AutoCloseable {
    private final Logback logback;
    private final TaskGraph graph;
    private long seed;

    /** Shifts the time of each event, as a wrong clock does. */
    private static final class Skew extends Filter<ILoggingEvent> {
        private final long millis;

        Skew(long millis) {
            this.millis = millis;
        }

        @Override
        public FilterReply decide(ILoggingEvent event) {
            ((LoggingEvent) event).setInstant(event.getInstant().plusMillis(millis));
            return FilterReply.NEUTRAL;
        }
    }

    /** Called by reflection, see {@link #start}. */
    public PeerProcess(Object[] world, Integer number, Path file, Long skew) {
        Settings.clockOffset(skew);
        logback = new Logback(Logback.file(file, Logback.json()) + Logback.causal(""));
        Appender<ILoggingEvent> appender = logback.appender("CAUSAL");
        appender.addFilter(new Skew(skew));
        graph = new TaskGraph(logback.logger(), TaskGraph.World.of(world), number);
    }

    /** Starts a process, and makes it known to the others. */
    @SuppressWarnings("unchecked")
    static AutoCloseable start(TaskGraph.World world, Path file, long skew) throws ReflectiveOperationException {
        URL[] classes = Stream.of(
                        PeerProcess.class,
                        CausalAppender.class,
                        Propagation.class,
                        LoggingEvent.class,
                        Appender.class,
                        org.slf4j.Logger.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
        Object process = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())
                .loadClass(PeerProcess.class.getName())
                .getConstructor(Object[].class, Integer.class, Path.class, Long.class)
                .newInstance(world.parts(), world.processes().size(), file, skew);
        world.processes().add((Function<Object[], Future<Object[]>>) process);
        return (AutoCloseable) process;
    }

    /** Takes a message. */
    @Override
    public Future<Object[]> apply(Object[] message) {
        return graph.receive(message);
    }

    /** Runs the next graph, which begins in this process. */
    @Override
    public Void call() throws Exception {
        graph.run(seed++, 20, 4);
        return null;
    }

    @Override
    public void close() throws IOException {
        graph.close();
        logback.close();
        ((URLClassLoader) getClass().getClassLoader()).close();
    }
}
