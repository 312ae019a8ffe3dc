package dev.whence.logback;

import ch.qos.logback.core.spi.ContextAwareBase;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** The registration of an appender as a management bean. A JVM without JMX, or a name that is in use, is no error. */
final class Registration implements AutoCloseable {
    private final MBeanServer server;
    private final ObjectName name;

    private Registration(MBeanServer server, ObjectName name) {
        this.server = server;
        this.name = name;
    }

    /** Registers an appender. Returns null if that is not possible, and says so in a status. */
    static @Nullable Registration of(ContextAwareBase appender, String name) {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName known = new ObjectName("dev.whence:type=Appender,context="
                    + quoted(appender.getContext().getName()) + ",name=" + quoted(name));
            server.registerMBean(appender, known);
            return new Registration(server, known);
        } catch (JMException | RuntimeException | LinkageError e) {
            appender.addInfo("The counters are not registered with JMX: " + e);
            return null;
        }
    }

    private static String quoted(@Nullable String name) {
        return ObjectName.quote(String.valueOf(name));
    }

    @Override
    public void close() {
        try {
            server.unregisterMBean(name);
        } catch (JMException | RuntimeException e) {
            // Someone else has unregistered it.
        }
    }
}
