package dev.whence.runtime.library;

import dev.whence.runtime.Hidden;
import dev.whence.runtime.StepwiseWork;
import dev.whence.runtime.Throwables;
import dev.whence.runtime.table.GrowingTable;
import dev.whence.runtime.table.Sweep;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of methods that the program marks with JetBrains' annotations {@code Async.Schedule} and {@code
 * Async.Execute}. The context is captured where a key is scheduled, and resumed around what executes it.
 *
 * <p>The keys are in a table that holds them weakly. A key may be executed several times, or never. If nothing was
 * scheduled with a key, what executes it is a part of its caller, as without the annotation.
 */
public final class AnnotationHooks {
    private static final GrowingTable<ScheduledKey> KEYS = Sweep.also(new GrowingTable<>());

    /** Called when a key is scheduled. */
    public static void scheduled(@Nullable Object key, int method) {
        try {
            Object work = CarryHooks.captured(key, null, null, method);
            if (key != null && work instanceof StepwiseWork captured) {
                KEYS.putIfAbsent(key, new ScheduledKey(isLasting(key))).schedule(captured);
            }
        } catch (Throwable e) {
            HookedMethod.of(method).hook.failed(e);
        }
    }

    /** Whether a key may be a constant. The JVM never collects it, and other operations have it too. */
    private static boolean isLasting(Object key) {
        return key instanceof Number || key instanceof String || key instanceof Boolean || key instanceof Character;
    }

    /** Called when a method begins that executes a key. {@link #end} follows. */
    public static void begin(@Nullable Object key, int method) {
        HookedMethod hooked = HookedMethod.of(method);
        try {
            ScheduledKey known = key == null || !hooked.hook.isOn() ? null : KEYS.get(key);
            StepwiseWork work = known == null ? null : known.execute();
            if (work == null) {
                StepwiseWork.beginsInside(hooked.library());
            } else {
                CarryHooks.begin(key, work, method);
            }
        } catch (Throwable e) {
            hooked.hook.failed(e);
        }
    }

    /** Called when such a method ends by a throwable. {@link #end} follows. */
    @Hidden
    public static void thrown(Throwable thrown) {
        Throwables.handedOver(thrown);
    }

    /** Called when such a method ends. */
    public static void end(int method) {
        CarryHooks.end(method);
    }

    private AnnotationHooks() {}
}
