package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.LoggingEvent;
import dev.whence.runtime.LogSink;
import dev.whence.runtime.LogStamp;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.FieldPersistence;
import net.bytebuddy.description.modifier.Visibility;
import org.junit.jupiter.api.Test;

class InjectedStampTest {
    /** A program that runs in a separate class loader, in which events have the field that the agent adds. */
    public static final class Program {
        public static String run() throws ReflectiveOperationException {
            LoggingEvent event = new LoggingEvent();
            event.setThreadName("somebody else");
            String before = new TaskConverter().convert(event);
            LogStamp stamp = LogSink.shared().stamp(Instant.now());
            LoggingEvent.class.getField("whence$").set(event, stamp);
            String after = new TaskConverter().convert(event);
            return "[" + before + "] " + after.equals(stamp.shortTask());
        }
    }

    /** A class loader of the whole class path, with the event class woven as by the agent. */
    private static final class WovenLoader extends URLClassLoader {
        WovenLoader() throws IOException {
            super(classPath(), getPlatformClassLoader());
            byte[] event = new ByteBuddy()
                    .redefine(LoggingEvent.class)
                    .defineField("whence$", Object.class, Visibility.PUBLIC, FieldPersistence.TRANSIENT)
                    .make()
                    .getBytes();
            defineClass(LoggingEvent.class.getName(), event, 0, event.length);
        }

        private static URL[] classPath() throws MalformedURLException {
            List<URL> urls = new ArrayList<>();
            StringTokenizer entries = new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
            while (entries.hasMoreTokens()) {
                urls.add(Path.of(entries.nextToken()).toUri().toURL());
            }
            return urls.toArray(URL[]::new);
        }
    }

    @Test
    void theStampThatTheAgentPutIntoTheEventIsUsedOnAnyThread() throws Exception {
        try (WovenLoader loader = new WovenLoader()) {
            Object result =
                    loader.loadClass(Program.class.getName()).getMethod("run").invoke(null);
            assertThat(result).isEqualTo("[] true");
        }
    }
}
