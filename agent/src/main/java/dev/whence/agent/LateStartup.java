package dev.whence.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiConsumer;
import jdk.internal.vm.VMSupport;

/**
 * The start of the agent in an application that is running. What came of it is put into the agent properties of the JVM,
 * where whoever has attached it looks, and the application does not.
 */
public final class LateStartup implements BiConsumer<String, Instrumentation> {
    /** The property for {@link #STARTED}, {@link #PRESENT}, {@link #DISABLED}, {@link #WAITING} or what went wrong. */
    public static final String RESULT = "whence.result";

    /** The property for {@link HookReport#table}. */
    public static final String HOOKS = "whence.hooks";

    /** The property for what the user should know besides. */
    public static final String WARNING = "whence.warning";

    public static final String STARTED = "started";
    public static final String PRESENT = "present";
    public static final String DISABLED = "disabled";
    public static final String WAITING = "waiting";

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

    /**
     * The start, on a thread of its own: a thread of the program may hold the lock of a class loader that the agent has to
     * ask, for as long as it likes, and as long as that who has attached the agent would keep all others from attaching.
     */
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

    /** What is there may be what an earlier start has left that failed. */
    private static String present(Properties told) {
        String before = told.getProperty(RESULT, PRESENT);
        if (!before.equals(STARTED) && !before.equals(PRESENT)) {
            return before;
        }
        told.setProperty(HOOKS, HookReport.table());
        return PRESENT;
    }

    /** An application that has used the context before goes on with its own copy. */
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
