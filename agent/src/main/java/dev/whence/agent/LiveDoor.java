package dev.whence.agent;

import dev.whence.runtime.table.Privileged;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.ref.SoftReference;
import java.security.PrivilegedAction;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import jdk.internal.vm.VMSupport;
import org.jspecify.annotations.Nullable;

/**
 * The door by which another process of the same user can look at what is in flight here.
 *
 * <p>It is opened when a process attaches and asks for the agent properties, and closes itself when nobody has come for
 * a while. Until then it costs nothing: what serves there is loaded only then, and forgotten afterwards.
 *
 * <p>The thread that opens it is the one that the JVM has for attaching processes, and it must not be kept waiting. So
 * another thread serves, and the process asks again until the properties name the address.
 */
public final class LiveDoor implements Runnable, Supplier<String> {
    /** The property with the address: the path of a Unix-domain socket. */
    public static final String ADDRESS = "whence.live";

    /** The property with the reason why there is no address. */
    public static final String FAULT = "whence.live.fault";

    private static final String SERVICE = "dev.whence.agent.live.LiveService";

    /** What answers requests of this process itself. */
    private static final String ANSWERS = "dev.whence.agent.live.LiveAnswers";

    private final File jar;
    private final String version;
    private final Instrumentation instrumentation;
    private final PresentOptions options;
    private final AtomicBoolean isOpen = new AtomicBoolean();

    /** What answers requests of this process itself, as long as there is memory to spare. */
    private volatile @Nullable SoftReference<UnaryOperator<String>> answers;

    LiveDoor(File jar, String version, Instrumentation instrumentation, PresentOptions options) {
        this.jar = jar;
        this.version = version;
        this.instrumentation = instrumentation;
        this.options = options;
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

    /** Returns a dump for the application itself. If there is none, it says why. */
    @Override
    public String get() {
        return Privileged.run(new Answering("dump"));
    }

    /** An answer to the application itself. */
    private final class Answering implements PrivilegedAction<String> {
        private final String request;

        Answering(String request) {
            this.request = request;
        }

        @Override
        public String run() {
            try {
                return answers().apply(request);
            } catch (IOException | ReflectiveOperationException | RuntimeException | Error e) {
                String fault = String.valueOf(e.getCause() == null ? e : e.getCause());
                return "{\"fault\":\"" + fault.replaceAll("[^ -~]|[\"\\\\]", "?") + "\"}";
            }
        }
    }

    @SuppressWarnings("unchecked")
    private UnaryOperator<String> answers() throws IOException, ReflectiveOperationException {
        SoftReference<UnaryOperator<String>> known = answers;
        UnaryOperator<String> made = known == null ? null : known.get();
        if (made == null) {
            made = (UnaryOperator<String>) new LiveLoader(jar, instrumentation)
                    .loadClass(ANSWERS)
                    .getConstructor(String.class, PresentOptions.class)
                    .newInstance(version, options);
            answers = new SoftReference<>(made);
        }
        return made;
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
                        .getConstructor(Properties.class, String.class, PresentOptions.class)
                        .newInstance(told, version, options);
                service.run();
            } catch (ReflectiveOperationException | RuntimeException | Error e) {
                told.setProperty(FAULT, String.valueOf(e.getCause() == null ? e : e.getCause()));
            }
        }
    }
}
