package dev.whence.agent.attached;

import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** A program that logs by Log4j 2, on two threads, and again with each of the configurations that are its arguments. */
final class Log4jProgram {
    private static final Logger LOGGER = LogManager.getLogger("program");

    public static void main(String[] args) throws Exception {
        ThreadContext.put("user", "alice");
        ExecutorService pool = Executors.newSingleThreadExecutor();
        logOn(pool);
        for (String configuration : args) {
            Configurator.reconfigure(Path.of(configuration).toUri());
            logOn(pool);
        }
        pool.shutdown();
        LogManager.shutdown();
    }

    /** Logs, and waits until an agent is attached. Its first argument is the folder in which it says that it waits. */
    static final class Waiting {
        public static void main(String[] args) throws Exception {
            LOGGER.info("before");
            Path folder = Path.of(args[0]);
            Files.createFile(folder.resolve("ready"));
            while (!Files.exists(folder.resolve("attached"))) {
                Thread.sleep(10);
            }
            Log4jProgram.main(Arrays.copyOfRange(args, 1, args.length));
        }

        private static final Logger LOGGER = LogManager.getLogger("program");

        private Waiting() {}
    }

    /** Keeps a copy of an event, and shows it when Log4j has made others of the event. */
    static final class Keeping extends AbstractAppender {
        private final List<LogEvent> kept = new CopyOnWriteArrayList<>();

        private Keeping() {
            super("keeping", null, null, false, Property.EMPTY_ARRAY);
        }

        public static void main(String[] args) {
            Keeping keeping = new Keeping();
            keeping.start();
            LoggerContext context = (LoggerContext) LogManager.getContext(false);
            context.getConfiguration().getRootLogger().setLevel(Level.INFO);
            context.getConfiguration().getRootLogger().addAppender(keeping, Level.INFO, null);
            context.updateLoggers();
            ThreadContext.put("user", "alice");
            Correlation.of("A").run(() -> context.getLogger("program").info("first"));
            context.getLogger("program").info("second");
            LogManager.shutdown();
            for (LogEvent event : keeping.kept) {
                System.out.println(event.getMessage().getFormattedMessage() + " " + event.getContextData());
            }
        }

        @Override
        public void append(LogEvent event) {
            kept.add(event.toImmutable());
        }
    }

    private static void logOn(ExecutorService pool) throws Exception {
        try (Scope ignored = Correlation.of("A").with("tenant", "acme").open()) {
            LOGGER.info("parent");
            pool.submit(() -> LOGGER.info("child of {}", "parent")).get();
            LOGGER.info("joined");
            try {
                pool.submit(Log4jProgram::fail).get();
            } catch (ExecutionException e) {
                LOGGER.info("failed", e);
            }
        }
        LOGGER.info("outside");
    }

    private static Void fail() {
        throw new IllegalStateException("made here");
    }

    private Log4jProgram() {}
}
