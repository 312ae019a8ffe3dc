package dev.whence.runtime.jdk;

import dev.whence.runtime.Causality;
import dev.whence.runtime.HookSwitch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ForkJoinTask;

/** The hooks of {@link ForkJoinTask#invokeAll(Collection)} and of the method for arrays. */
public final class InvokeAllHooks {
    private static final HookSwitch SWITCH = HookSwitch.named("ForkJoinTask");
    private static final Class<?> FIXED_LIST = Arrays.asList().getClass();
    private static final String IMMUTABLE = "java.util.ImmutableCollections$";

    /** Called when the current task has waited for the tasks of an array. */
    public static void joined(ForkJoinTask<?>[] tasks) {
        for (ForkJoinTask<?> task : tasks) {
            ForkJoinHooks.joined(task);
        }
    }

    /**
     * Called when the current task has waited for the tasks of a collection. Only lists of the JDK's own are looked at:
     * a hook calls no code of the program.
     */
    public static void joined(Collection<?> tasks) {
        if (Causality.isTracked()) {
            try {
                if (isOfJdk(tasks.getClass())) {
                    joined(((List<?>) tasks).toArray(new ForkJoinTask<?>[0]));
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    private static boolean isOfJdk(Class<?> type) {
        return type == ArrayList.class || type == FIXED_LIST || type.getName().startsWith(IMMUTABLE);
    }

    private InvokeAllHooks() {}
}
