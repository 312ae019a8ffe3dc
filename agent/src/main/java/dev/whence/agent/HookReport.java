package dev.whence.agent;

import dev.whence.agent.executor.ExecutorWeaver;
import dev.whence.agent.jdk.WovenJdk;
import dev.whence.agent.library.AnnotationWeaver;
import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.WovenType;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Lookout;
import dev.whence.runtime.Settings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The state of the hooks in this JVM, for the line at the start, {@code attach} and {@code check}. */
public final class HookReport {
    /** Returns the names of the hooks that every application has: into the JDK, and into executors of its own. */
    public static Set<String> ofJdk() {
        Set<String> hooks = hooks(WovenJdk.types(Start.FIRST, Settings.hasQueueEdges()));
        hooks.add(ExecutorWeaver.HOOK);
        return hooks;
    }

    /** Returns the names of the hooks into libraries, which an application may have or not. */
    public static Set<String> ofLibraries() {
        Set<String> hooks = hooks(WovenGlue.types(Start.FIRST));
        hooks.add(AnnotationWeaver.HOOK);
        hooks.addAll(HookSwitch.added());
        return hooks;
    }

    /** Returns the names of all hooks. */
    static Set<String> known() {
        Set<String> hooks = ofJdk();
        hooks.addAll(ofLibraries());
        return hooks;
    }

    /** Returns the names of the classes that a hook is woven into. There are none if they are not known beforehand. */
    public static Set<String> classes(String hook) {
        Set<String> names = new LinkedHashSet<>(HookSwitch.named(hook).addedClasses());
        List<WovenType> types = new ArrayList<>(WovenJdk.types(Start.FIRST, Settings.hasQueueEdges()));
        types.addAll(WovenGlue.types(Start.FIRST));
        for (WovenType type : types) {
            if (type.hook().equals(hook)) {
                names.add(type.name().replace('/', '.'));
            }
        }
        return names;
    }

    private static Set<String> hooks(List<WovenType> types) {
        Set<String> hooks = new LinkedHashSet<>();
        for (WovenType type : types) {
            hooks.add(type.hook());
        }
        return hooks;
    }

    /** Returns a line for each hook that an option has to switch on and does not. */
    public static String optional() {
        return Settings.hasQueueEdges() ? "" : "queue edges\t-\t\n";
    }

    /**
     * Returns the state of a hook: {@code on}, {@code table}, {@code off}, or {@code waits} for its classes to be
     * loaded.
     */
    public static String state(HookSwitch hook) {
        if (!hook.isOn() || hook.isOffWhereKnown()) {
            return "off";
        }
        return hook.isByTable() ? "table" : hook.isWoven() ? "on" : "waits";
    }

    /** Returns the one line that the agent prints at the start. */
    static String summary(String version, boolean isAttached) {
        Set<String> hooks = ofJdk();
        List<String> off = new ArrayList<>();
        List<String> byTable = new ArrayList<>();
        for (String name : hooks) {
            HookSwitch hook = HookSwitch.named(name);
            if (!hook.isOn()) {
                off.add(name);
            } else if (hook.isByTable()) {
                byTable.add(name);
            }
        }
        return "whence " + version + ", JDK " + Runtime.version().feature() + (isAttached ? ", attached" : "")
                + ", hooks on: " + (hooks.size() - off.size()) + "/" + hooks.size()
                + (byTable.isEmpty() ? "" : ", by tables: " + String.join(", ", byTable))
                + (off.isEmpty() ? "" : ", off: " + String.join(", ", off));
    }

    /** Returns the {@link #line} of each hook. */
    static String table() {
        Lookout.look();
        StringBuilder table = new StringBuilder();
        List<String> hooks = new ArrayList<>(ofJdk());
        hooks.addAll(ofLibraries());
        for (String name : hooks) {
            table.append(line(name)).append('\n');
        }
        return table.append(optional()).toString();
    }

    /**
     * Returns the line of a hook: its name, its state, and why it is off or what it does without, separated by tabs.
     */
    public static String line(String name) {
        HookSwitch hook = HookSwitch.named(name);
        return name + "\t" + state(hook) + "\t" + remark(hook);
    }

    private static String remark(HookSwitch hook) {
        String reason = hook.reason();
        String lost = hook.lost();
        return reason != null ? reason : lost != null ? "but " + lost : "";
    }

    private HookReport() {}
}
