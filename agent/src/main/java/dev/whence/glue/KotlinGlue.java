package dev.whence.glue;

import dev.whence.runtime.library.CoroutineHooks;
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

    /** A coroutine is launched with some elements, among them those of its scope, which may be another coroutine. */
    public static Object launched(Object elements, Object scope) {
        try {
            Object coroutine = CoroutineHooks.launched(scope);
            return with(coroutine == null ? null : new Launched(coroutine), (CoroutineContext) elements);
        } catch (Throwable e) {
            CoroutineHooks.failed(e, elements);
            return elements;
        }
    }

    /** A coroutine goes on with some elements, among them its own; the others may be those of another coroutine. */
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

    /** Ours comes first, so that the elements of the program have the last word. */
    private static CoroutineContext with(@Nullable Launched launched, CoroutineContext elements) {
        CoroutineContext others = elements.minusKey(Launched.KEY);
        return launched == null ? others : launched.plus(others);
    }

    private KotlinGlue() {}
}
