package dev.whence.agent.weave;

import dev.whence.runtime.HookSwitch;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Splices the points of the woven types into their classes: as these are loaded, or into those that were loaded before.
 *
 * <p>Each point that the hook cannot do without must be found, or the class stays as it is and its hook is switched off.
 * What a hook that works does without is said.
 */
public final class Weaver implements ClassFileTransformer {
    private static final int JDK = Runtime.version().feature();

    private final WovenTypes types;
    private final GlueClasses glue;
    private final Set<Class<?>> loadedBefore;
    private final boolean isForLoaded;
    private @Nullable Set<List<Object>> latest = new HashSet<>();

    private Weaver(WovenTypes types, GlueClasses glue, Set<Class<?>> loadedBefore, boolean isForLoaded) {
        this.types = types;
        this.glue = glue;
        this.loadedBefore = loadedBefore;
        this.isForLoaded = isForLoaded;
    }

    /** A weaver of classes as they are loaded. */
    public static Weaver atLoad(WovenTypes types, GlueClasses glue, Set<Class<?>> loadedBefore) {
        return new Weaver(types, glue, loadedBefore, false);
    }

    /** A weaver of classes that were loaded before. */
    public static Weaver ofLoaded(WovenTypes types, GlueClasses glue, Set<Class<?>> loadedBefore) {
        return new Weaver(types, glue, loadedBefore, true);
    }

    /** Whether this weaver has had a class. */
    public synchronized boolean hasHad(Class<?> type) {
        return latest != null && latest.contains(key(type.getName().replace('.', '/'), type.getClassLoader()));
    }

    /** All is woven that was loaded before, so that {@link #hasHad} is not asked any more. */
    public synchronized void forget() {
        latest = null;
    }

    private synchronized void note(String name, @Nullable ClassLoader loader) {
        if (latest != null) {
            latest.add(key(name, loader));
        }
    }

    private static List<Object> key(String name, @Nullable ClassLoader loader) {
        return List.of(name, System.identityHashCode(loader));
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
        note(name, loader);
        byte[] woven = null;
        for (WovenType type : ofName) {
            byte[] next = weave(type, module, loader, woven == null ? bytes : woven);
            woven = next == null ? woven : next;
        }
        return woven;
    }

    private byte @Nullable [] weave(WovenType type, Module module, @Nullable ClassLoader loader, byte[] bytes) {
        HookSwitch hook = HookSwitch.named(type.hook());
        if (!hook.isOn()) {
            return null;
        }
        try {
            Set<String> fieldless = types.fieldless(loader);
            Weaving weaving = new Weaving(type, JDK, fieldless);
            byte[] woven = weaving.weave(bytes);
            glue.define(type.glue, loader, module);
            if (loader != null) {
                initialise(weaving.calledHooks());
            }
            hook.woven(type.isByTable || (type.hasField && fieldless.contains(type.name())));
            for (String lost : weaving.lost()) {
                if (hook.lost(lost)) {
                    System.err.println("whence: the hook " + type.hook() + " is on, but " + lost);
                }
            }
            return woven;
        } catch (Throwable e) {
            hook.off(e.toString());
            System.err.println("whence: the hook " + type.hook() + " is off: " + e);
            return null;
        }
    }

    /**
     * The hooks of the JDK are initialised with the classes that call them; those of others now, since the first call may
     * come where a thread has no stack left for that.
     */
    private static void initialise(Set<String> hooks) throws ClassNotFoundException {
        for (String hook : hooks) {
            Class.forName(hook);
        }
    }
}
