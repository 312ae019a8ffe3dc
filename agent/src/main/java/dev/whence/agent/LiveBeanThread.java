package dev.whence.agent;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * A thread that registers the MBean {@value #NAME}, once there is a server for it.
 *
 * <p>It does not make the JVM's MBean server: that would initialise the JDK's logging, and some application servers must
 * set properties before. The server is made when a program in the JVM asks for it, or when a tool connects.
 */
final class LiveBeanThread extends AgentThread {
    private static final String NAME = "dev.whence:type=Live";
    private static final long PAUSE_MILLIS = 500;

    private final Supplier<String> dumping;

    /** The kinds of findings that are looked for. */
    private final Set<String> wanted;

    LiveBeanThread(Supplier<String> dumping, Set<String> wanted) {
        this.dumping = dumping;
        this.wanted = wanted;
    }

    @Override
    public void run() {
        try {
            while (MBeanServerFactory.findMBeanServer(null).isEmpty()) {
                sleep(PAUSE_MILLIS);
            }
            register();
        } catch (JMException | RuntimeException e) {
            System.err.println("whence: the MBean " + NAME + " cannot be registered: " + e);
        } catch (InterruptedException e) {
            // No code interrupts this thread on purpose. Then there is no MBean.
        }
    }

    private void register() throws JMException {
        LiveMBean live = new Live(dumping, wanted);
        // As an MXBean it has only types that each tool knows: the counts are a table.
        ManagementFactory.getPlatformMBeanServer()
                .registerMBean(new StandardMBean(live, LiveMBean.class, true), new ObjectName(NAME));
    }

    /** The MBean. */
    private record Live(Supplier<String> dumping, Set<String> wanted) implements LiveMBean {
        @Override
        public String dump() {
            return dumping.get();
        }

        @Override
        public Map<String, Long> getFindings() {
            Map<String, Long> told = new TreeMap<>();
            for (String name : wanted) {
                told.put(name, FindingLog.told(name));
            }
            return told;
        }
    }
}
