package dev.whence.agent.weave;

import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Stderr;
import dev.whence.runtime.table.LoaderTable;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Splices the points of the woven types into their classes: as these are loaded, or into those that were loaded before.
 *
 * <p>Each point that the hook cannot do without must be found, or the class stays as it is and its hook is switched off for
 * its class loader. What a hook that works does without is said.
 */
public final class Weaver implements ClassFileTransformer {
    private static final int JDK = Runtime.version().feature();

    private final WovenTypes types;
    private final GlueClasses glue;
    private final Sight sight;
    private final Set<Class<?>> loadedBefore;
    private final boolean isForLoaded;
    private final LoaderTable<Set<String>> had = new LoaderTable<>();

    private Weaver(WovenTypes types, GlueClasses glue, Sight sight, Set<Class<?>> loadedBefore, boolean isForLoaded) {
        this.types = types;
        this.glue = glue;
        this.sight = sight;
        this.loadedBefore = loadedBefore;
        this.isForLoaded = isForLoaded;
    }

    /** A weaver of classes as they are loaded. */
    public static Weaver atLoad(WovenTypes types, GlueClasses glue, Sight sight, Set<Class<?>> loadedBefore) {
        return new Weaver(types, glue, sight, loadedBefore, false);
    }

    /** A weaver of classes that were loaded before. */
    public static Weaver ofLoaded(WovenTypes types, GlueClasses glue, Sight sight, Set<Class<?>> loadedBefore) {
        return new Weaver(types, glue, sight, loadedBefore, true);
    }

    /** Whether this weaver has had a class. */
    public boolean hasHad(Class<?> type) {
        Set<String> names = had.get(type.getClassLoader());
        return names != null && names.contains(type.getName().replace('.', '/'));
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        List<WovenType> ofName = name == null ? null : types.of(name, loader);
        if (ofName == null || name == null || isForLoaded != (redefined != null && loadedBefore.contains(redefined))) {
            return null;
        }
        had.putIfAbsent(loader, ConcurrentHashMap.newKeySet()).add(name);
        byte[] woven = null;
        for (WovenType type : ofName) {
            byte[] next = weave(type, module, loader, woven == null ? bytes : woven);
            woven = next == null ? woven : next;
        }
        return woven;
    }

    private byte @Nullable [] weave(WovenType type, Module module, @Nullable ClassLoader loader, byte[] bytes) {
        HookSwitch hook = HookSwitch.named(type.hook());
        if (!hook.isOn(loader)) {
            return null;
        }
        try {
            Set<String> fieldless = types.fieldless(loader);
            Weaving weaving = new Weaving(type, JDK, fieldless);
            byte[] woven = weaving.weave(bytes);
            if (!sight.has(loader, weaving.calledHooks())) {
                hook.off(loader, "its classes do not find the agent's", true);
                return null;
            }
            glue.define(type.glue, loader, module);
            hook.woven(loader, type.isByTable || (type.hasField && fieldless.contains(type.name())));
            for (String lost : weaving.lost()) {
                if (hook.lost(lost)) {
                    Stderr.say("the hook " + type.hook() + " is on, but " + lost);
                }
            }
            return woven;
        } catch (Throwable e) {
            hook.doesNotFit(loader, e.toString());
            HookSwitch.tell();
            return null;
        }
    }
}
