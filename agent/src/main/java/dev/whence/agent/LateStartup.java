package dev.whence.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiConsumer;
import jdk.internal.vm.VMSupport;

/**
 * The start of the agent in a running application.
 *
 * <p>The command {@code attach} waits for the result. It is put into the agent properties of the JVM, a table that the
 * attaching process can read and the application does not see. So nothing has to be written to the output of the
 * application.
 *
 * <p>The start does not happen on the thread that the JVM has for attaching. It has to ask class loaders, and a thread
 * of the application may hold the lock of one for as long as it likes. As long as the JVM's thread waited for that, no
 * other tool could attach to the JVM. So the start has a thread of its own, the JVM's thread waits for it for some
 * time, and then reports that the agent is waiting.
 */
public final class LateStartup implements BiConsumer<String, Instrumentation> {
    /**
     * The property for {@link #STARTED}, {@link #PRESENT}, {@link #DISABLED}, {@link #WAITING} or the reason of a
     * failure.
     */
    public static final String RESULT = "whence.result";

    /** The property for {@link HookReport#table}. */
    public static final String HOOKS = "whence.hooks";

    /** The property for a warning. */
    public static final String WARNING = "whence.warning";

    /** The agent has started. */
    public static final String STARTED = "started";

    /** The agent had started before. */
    public static final String PRESENT = "present";

    /** The options say that the agent is to do nothing. */
    public static final String DISABLED = "disabled";

    /** The agent is about to start, and waits for a thread of the application. */
    public static final String WAITING = "waiting";

    /** How long the JVM's thread waits. */
    private static final long PATIENCE_MILLIS = 20_000;

    private final File jar;

    /** For {@link Agent}, which loads this class by its name. */
    public LateStartup(File jar) {
        this.jar = jar;
    }

    @Override
    public void accept(String arguments, Instrumentation instrumentation) {
        Module base = Object.class.getModule();
        Map<String, Set<Module>> opened = Map.of("jdk.internal.vm", Set.of(LateStartup.class.getModule()));
        instrumentation.redefineModule(base, Set.of(), Map.of(), opened, Set.of(), Map.of());
        Properties told = VMSupport.getAgentProperties();
        if (Startup.isDone()) {
            told.setProperty(RESULT, present(told));
        } else {
            told.setProperty(RESULT, WAITING);
            new Starting(arguments, instrumentation, told).startAndWait();
        }
    }

    /** The thread of the start. */
    private final class Starting extends Thread {
        private final String arguments;
        private final Instrumentation instrumentation;
        private final Properties told;

        Starting(String arguments, Instrumentation instrumentation, Properties told) {
            super(null, null, "whence", 0, false);
            setDaemon(true);
            this.arguments = arguments;
            this.instrumentation = instrumentation;
            this.told = told;
        }

        void startAndWait() {
            start();
            try {
                join(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void run() {
            try {
                told.setProperty(RESULT, LateStartup.this.start(arguments, instrumentation, told));
            } catch (Throwable e) {
                told.setProperty(RESULT, e.toString());
                System.err.println("whence: the agent could not start, the application runs without it: " + e);
            }
        }
    }

    private String start(String arguments, Instrumentation instrumentation, Properties told) {
        String warning = secondCopy(instrumentation);
        boolean isEnabled = new Startup(jar).start(arguments, instrumentation, true);
        if (!isEnabled) {
            return DISABLED;
        }
        if (!warning.isEmpty()) {
            System.err.println("whence: " + warning);
            told.setProperty(WARNING, warning);
        }
        told.setProperty(HOOKS, HookReport.table());
        return STARTED;
    }

    /** Returns the result for an agent that is there. What is there may be left by an earlier start that has failed. */
    private static String present(Properties told) {
        String before = told.getProperty(RESULT, PRESENT);
        if (!before.equals(STARTED) && !before.equals(PRESENT)) {
            return before;
        }
        told.setProperty(HOOKS, HookReport.table());
        return PRESENT;
    }

    /**
     * Returns a warning if the application uses its own copy of the runtime, else an empty string. Classes that have
     * been linked with that copy stay with it.
     */
    private static String secondCopy(Instrumentation instrumentation) {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().equals("dev.whence.runtime.State")) {
                return "the agent does not see the correlations that the program opens by whence-context, because "
                        + loaded.getClassLoader() + " has loaded that before; start with -javaagent";
            }
        }
        return "";
    }
}
