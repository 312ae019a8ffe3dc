package dev.whence.agent.cli.probe;

import dev.whence.agent.HookReport;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Lookout;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The check of all hooks in this JVM. It prints a line for each: its name, its state, and what is wrong. */
public final class SelfCheck {
    /** A way to find out whether a hook works. */
    interface Probe {
        /** Returns what is wrong, or null if the hook works. */
        @Nullable String fault() throws Exception;
    }

    private final Map<String, Probe> probes = new LinkedHashMap<>();

    private SelfCheck() {
        TaskProbes.addTo(probes);
        OrderProbes.addTo(probes);
        StackProbes.addTo(probes);
        HttpProbes.addTo(probes);
        JdkClientProbes.addTo(probes);
        ServerProbes.addTo(probes);
        LogbackProbes.addTo(probes);
        LibraryProbes.addTo(probes);
    }

    /** Tries all hooks of this JVM, and prints each line as soon as it is known. */
    public static void run(PrintStream out) {
        Lookout.look();
        SelfCheck check = new SelfCheck();
        Set<String> hooks = new LinkedHashSet<>(HookReport.ofJdk());
        hooks.addAll(HookReport.ofLibraries());
        for (String hook : hooks) {
            out.println(check.line(hook));
            out.flush();
        }
        out.print(HookReport.optional());
        out.flush();
    }

    private String line(String hook) {
        Probe probe = probes.get(hook);
        // What can be any class of the program is not here, where there is none.
        boolean isOfProgram = probe == null && HookReport.classes(hook).isEmpty();
        if (isOfProgram || !ClassPath.load(hook)) {
            return HookReport.line(hook);
        }
        String tried = probe == null ? line(hook, "woven", "no hop was tried") : tried(hook, probe);
        return switch (HookReport.state(HookSwitch.named(hook))) {
            case "off" -> HookReport.line(hook);
            case "waits" -> line(hook, "off", "its classes are there, but were not woven");
            default -> tried;
        };
    }

    private static String tried(String hook, Probe probe) {
        try {
            String fault = probe.fault();
            String reason = HookSwitch.named(hook).reason();
            if (fault == null && reason == null) {
                return HookReport.line(hook);
            }
            return line(hook, "off", reason == null ? fault : reason);
        } catch (Exception | LinkageError e) {
            // The API of a library may differ from what the probe expects. That says nothing about the hook.
            return HookReport.ofLibraries().contains(hook)
                    ? line(hook, "woven", "no hop could be tried: " + cause(e))
                    : line(hook, "off", "the probe failed: " + cause(e));
        }
    }

    private static String line(String hook, String state, @Nullable String detail) {
        return hook + "\t" + state + "\t" + detail;
    }

    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown instanceof InvocationTargetException ? thrown.getCause() : null;
        return cause == null ? thrown : cause;
    }
}
