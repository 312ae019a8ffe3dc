package dev.whence.agent.weave;

import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Relocation;
import dev.whence.runtime.Stderr;
import dev.whence.runtime.table.LoaderTable;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A transformer that weaves the known types.
 *
 * <p>There are two of them, because a class may be met in two states:
 *
 * <ul>
 *   <li>{@link #atLoad} weaves classes as they are loaded. Only at that moment a field can be added. It cannot
 *       retransform, in the terms of {@link java.lang.instrument.Instrumentation}. So the JVM calls it before all
 *       transformers that can, and keeps its result as the starting point of every later retransformation: whatever
 *       another agent does to the class later, the field and the calls are there. If another agent redefines the class,
 *       the JVM calls it for the new class file.
 *   <li>{@link #ofLoaded} weaves the classes that were loaded before it came, by retransformation, in which nothing but
 *       method bodies may change. It stays registered for them, because the JVM starts from the original class file
 *       whenever such a class is retransformed, by whichever agent.
 * </ul>
 *
 * <p>A class belongs to exactly one of the two: those in {@code loadedBefore} to the second, all others to the first.
 * Otherwise a class would be woven twice when another agent retransforms it.
 *
 * <p>A class is woven completely or not at all. If a point is missing that its hook cannot do without, or if anything
 * else fails, the class stays as it is, its hook is switched off for its class loader, and the application goes on. If
 * a point is missing that the hook can do without, the user is told what that costs.
 */
public final class Weaver implements ClassFileTransformer {
    private static final int JDK = Runtime.version().feature();

    private final WovenTypes types;
    private final GlueClasses glue;
    private final Sight sight;
    private final Set<Class<?>> loadedBefore;
    private final boolean isForLoaded;

    /** The internal names of the classes that this weaver was called for, by class loader. */
    private final LoaderTable<Set<String>> had = new LoaderTable<>();

    private Weaver(WovenTypes types, GlueClasses glue, Sight sight, Set<Class<?>> loadedBefore, boolean isForLoaded) {
        this.types = types;
        this.glue = glue;
        this.sight = sight;
        this.loadedBefore = loadedBefore;
        this.isForLoaded = isForLoaded;
    }

    /** Creates a weaver of classes as they are loaded. */
    public static Weaver atLoad(WovenTypes types, GlueClasses glue, Sight sight, Set<Class<?>> loadedBefore) {
        return new Weaver(types, glue, sight, loadedBefore, false);
    }

    /** Creates a weaver of classes that were loaded before. */
    public static Weaver ofLoaded(WovenTypes types, GlueClasses glue, Sight sight, Set<Class<?>> loadedBefore) {
        return new Weaver(types, glue, sight, loadedBefore, true);
    }

    /**
     * Returns whether the JVM has called this weaver for a class. A class that it was not called for may have to be
     * woven still.
     */
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
            // Several hooks may weave one class, each on top of the other. One that fails leaves no trace.
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
            Weaving weaving = new Weaving(type.isCopy() ? type.in(bytes) : type, JDK, fieldless);
            byte[] woven = weaving.weave(bytes);
            // The runtime and the glue must be in place before the JVM links the class.
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
            doesNotFit(type, hook, loader, e);
            return null;
        }
    }

    /** Leaves a class as it is. If it is a relocated copy, the original may be there too, in a version that fits. */
    private static void doesNotFit(WovenType type, HookSwitch hook, @Nullable ClassLoader loader, Throwable why) {
        if (!type.isCopy()) {
            hook.doesNotFit(loader, why.toString());
            HookSwitch.tell();
            return;
        }
        Relocation.unwoven(type.name().replace('/', '.'));
        if (hook.lost("not in a relocated copy")) {
            Stderr.say("the hook " + type.hook() + " is not in a relocated copy of its library: " + why);
        }
    }
}
