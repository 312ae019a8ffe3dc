package dev.whence.agent.cli.probe;

import dev.whence.agent.HookReport;
import dev.whence.runtime.HookSwitch;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends a real hop through each hook and prints a line for each: hook, state, why. */
public final class SelfCheck {
    /** One way to find out whether a hook works. */
    interface Probe {
        /** What is wrong; null if the hook works. */
        @Nullable String fault() throws Exception;
    }

    private final Map<String, Probe> probes = new LinkedHashMap<>();

    private SelfCheck() {
        TaskProbes.addTo(probes);
        OrderProbes.addTo(probes);
        StackProbes.addTo(probes);
        HttpProbes.addTo(probes);
        LogbackProbes.addTo(probes);
        LibraryProbes.addTo(probes);
    }

    /** Tries all hooks of this JVM. */
    public static void run(PrintStream out) {
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
        HookSwitch state = HookSwitch.named(hook);
        Probe probe = probes.get(hook);
        if (!ClassPath.load(hook)) {
            return line(hook, HookReport.state(state), state.reason());
        }
        String fault;
        String untried = probe == null ? "no hop was tried" : null;
        try {
            fault = probe == null ? null : probe.fault();
        } catch (Exception | LinkageError e) {
            fault = HookReport.ofLibraries().contains(hook) ? null : "the probe failed: " + cause(e);
            untried = "no hop could be tried: " + cause(e);
        }
        return line(hook, state, fault, untried);
    }

    private static String line(String hook, HookSwitch state, @Nullable String fault, @Nullable String untried) {
        String woven = HookReport.state(state);
        if (woven.equals("waits")) {
            return line(hook, "off", "its classes are there, but were not woven");
        }
        String reason = state.reason() == null ? fault : state.reason();
        if (reason != null) {
            return line(hook, "off", reason);
        }
        return untried == null ? line(hook, woven, "") : line(hook, "woven", untried);
    }

    private static String line(String hook, String state, @Nullable String detail) {
        return hook + "\t" + state + "\t" + (detail == null ? "" : detail);
    }

    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown instanceof InvocationTargetException ? thrown.getCause() : null;
        return cause == null ? thrown : cause;
    }
}
