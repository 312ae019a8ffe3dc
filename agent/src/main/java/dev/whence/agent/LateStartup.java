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
    /** The property for {@link #STARTED}, {@link #PRESENT}, {@link #DISABLED} or what went wrong. */
    public static final String RESULT = "whence.result";

    /** The property for {@link HookReport#table}. */
    public static final String HOOKS = "whence.hooks";

    /** The property for what the user should know besides. */
    public static final String WARNING = "whence.warning";

    public static final String STARTED = "started";
    public static final String PRESENT = "present";
    public static final String DISABLED = "disabled";

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
        try {
            told.setProperty(RESULT, start(arguments, instrumentation, told));
        } catch (Throwable e) {
            told.setProperty(RESULT, e.toString());
            throw e;
        }
    }

    private String start(String arguments, Instrumentation instrumentation, Properties told) {
        if (Startup.isDone()) {
            return present(told);
        }
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
