package dev.whence.runtime.jdk;

import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.VarHandle;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Access to the field of a {@link java.util.concurrent.CompletableFuture}'s completion that holds its function. */
final class StageFunction {
    private static final Class<?>[] FUNCTIONS = {
        Function.class, Consumer.class, Runnable.class, BiFunction.class, BiConsumer.class
    };

    private static final ClassValue<StageFunction> FIELDS = new ClassValue<>() {
        @Override
        protected StageFunction computeValue(Class<?> completion) {
            return new StageFunction(field(completion));
        }
    };

    private final @Nullable VarHandle field;

    private StageFunction(@Nullable VarHandle field) {
        this.field = field;
    }

    private static @Nullable VarHandle field(Class<?> completion) {
        for (Class<?> function : FUNCTIONS) {
            VarHandle field = InjectedField.handle(completion, "fn", function);
            if (field != null) {
                return field;
            }
        }
        return null;
    }

    /** Returns the run of the function of a completion, or null if there is none. */
    static @Nullable Continuation of(Object completion) {
        VarHandle field = FIELDS.get(completion.getClass()).field;
        return field != null && field.get(completion) instanceof Continuation run ? run : null;
    }
}
