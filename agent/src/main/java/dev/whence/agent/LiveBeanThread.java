package dev.whence.agent;

import java.lang.management.ManagementFactory;
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

    LiveBeanThread(Supplier<String> dumping) {
        this.dumping = dumping;
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
        LiveMBean live = new Live(dumping);
        ManagementFactory.getPlatformMBeanServer()
                .registerMBean(new StandardMBean(live, LiveMBean.class), new ObjectName(NAME));
    }

    /** The MBean. */
    private record Live(Supplier<String> dumping) implements LiveMBean {
        @Override
        public String dump() {
            return dumping.get();
        }
    }
}
