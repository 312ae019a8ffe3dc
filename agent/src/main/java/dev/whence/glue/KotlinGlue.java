package dev.whence.glue;

import dev.whence.runtime.library.CoroutineHooks;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ThreadContextElement;
import org.jspecify.annotations.Nullable;

/** The glue of Kotlin's coroutines. */
public final class KotlinGlue {
    /**
     * An element of a coroutine's context, by which a thread that runs the coroutine gets the context of its launch.
     */
    private static final class Launched extends AbstractCoroutineContextElement
            implements ThreadContextElement<@Nullable Object> {
        private static final CoroutineContext.Key<Launched> KEY = new CoroutineContext.Key<>() {};

        private final Object coroutine;

        Launched(Object coroutine) {
            super(KEY);
            this.coroutine = coroutine;
        }

        @Override
        public @Nullable Object updateThreadContext(CoroutineContext context) {
            return CoroutineHooks.resumed(coroutine);
        }

        @Override
        public void restoreThreadContext(CoroutineContext context, @Nullable Object step) {
            CoroutineHooks.suspended(step);
        }

        @Override
        public String toString() {
            return "Whence";
        }
    }

    /**
     * Called when a coroutine is launched.
     *
     * @param elements the context of the coroutine, which includes that of its scope
     * @param scope the scope, which may be another coroutine
     * @return the context to use
     */
    public static Object launched(Object elements, Object scope) {
        try {
            Object coroutine = CoroutineHooks.launched(scope);
            return with(coroutine == null ? null : new Launched(coroutine), (CoroutineContext) elements);
        } catch (Throwable e) {
            CoroutineHooks.failed(e, elements);
            return elements;
        }
    }

    /**
     * Called when a coroutine goes on in another context.
     *
     * @param elements that context, which may have the elements of another coroutine
     * @param own the context that the coroutine had until now
     * @return the context to use
     */
    public static Object continued(Object elements, Object own) {
        try {
            Launched launched = ((CoroutineContext) own).get(Launched.KEY);
            CoroutineContext all = (CoroutineContext) elements;
            return all.get(Launched.KEY) == launched ? elements : with(launched, all);
        } catch (Throwable e) {
            CoroutineHooks.failed(e, elements);
            return elements;
        }
    }

    /** Adds our element before all others, so that those of the program are applied last and win. */
    private static CoroutineContext with(@Nullable Launched launched, CoroutineContext elements) {
        CoroutineContext others = elements.minusKey(Launched.KEY);
        return launched == null ? others : launched.plus(others);
    }

    private KotlinGlue() {}
}
