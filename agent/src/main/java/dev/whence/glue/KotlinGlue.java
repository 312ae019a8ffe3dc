package dev.whence.glue;

import dev.whence.runtime.CoroutineHooks;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ThreadContextElement;
import org.jspecify.annotations.Nullable;

/** What Kotlin's coroutines call. */
public final class KotlinGlue {
    /** Gives the thread that runs a coroutine the context in which that was launched. */
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

    /** A coroutine is launched with some elements. Ours comes first, so that those of the program have the last word. */
    public static Object launched(Object elements, Object scope) {
        try {
            Object coroutine = CoroutineHooks.launched(scope);
            return coroutine == null ? elements : new Launched(coroutine).plus((CoroutineContext) elements);
        } catch (Throwable e) {
            CoroutineHooks.failed(e);
            return elements;
        }
    }

    private KotlinGlue() {}
}
