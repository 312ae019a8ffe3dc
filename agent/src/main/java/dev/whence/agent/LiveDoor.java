package dev.whence.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.internal.vm.VMSupport;

/**
 * The door by which another process of the same user can look at what is in flight here.
 *
 * <p>It is opened when a process attaches and asks for the agent properties, and closes itself when nobody has come for
 * a while. Until then it costs nothing: what serves there is loaded only then, and forgotten afterwards.
 *
 * <p>The thread that opens it is the one that the JVM has for attaching processes, and it must not be kept waiting. So
 * another thread serves, and the process asks again until the properties name the address.
 */
public final class LiveDoor implements Runnable {
    /** The property with the address: the path of a Unix-domain socket. */
    public static final String ADDRESS = "whence.live";

    /** The property with the reason why there is no address. */
    public static final String FAULT = "whence.live.fault";

    private static final String SERVICE = "dev.whence.agent.live.LiveService";

    private final File jar;
    private final String version;
    private final Instrumentation instrumentation;
    private final AtomicBoolean isOpen = new AtomicBoolean();

    LiveDoor(File jar, String version, Instrumentation instrumentation) {
        this.jar = jar;
        this.version = version;
        this.instrumentation = instrumentation;
    }

    @Override
    public void run() {
        if (isOpen.compareAndSet(false, true)) {
            boolean isBegun = false;
            try {
                new Serving().start();
                isBegun = true;
            } finally {
                isOpen.set(isBegun);
            }
        }
    }

    private final class Serving extends AgentThread {
        @Override
        public void run() {
            try {
                LiveLoader loader = new LiveLoader(jar, instrumentation);
                Properties told = VMSupport.getAgentProperties();
                told.remove(FAULT);
                serve(loader, told);
            } catch (Throwable e) {
                // The process that has asked tells its user. The application is not to hear of it.
            } finally {
                isOpen.set(false);
            }
        }

        private void serve(LiveLoader loader, Properties told) {
            try {
                Runnable service = (Runnable) loader.loadClass(SERVICE)
                        .getConstructor(Properties.class, String.class)
                        .newInstance(told, version);
                service.run();
            } catch (ReflectiveOperationException | RuntimeException | Error e) {
                told.setProperty(FAULT, String.valueOf(e.getCause() == null ? e : e.getCause()));
            }
        }
    }
}
