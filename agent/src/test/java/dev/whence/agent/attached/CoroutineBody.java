package dev.whence.agent.attached;

import static kotlin.coroutines.intrinsics.IntrinsicsKt.getCOROUTINE_SUSPENDED;

import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.Job;

/** The body of a coroutine as Kotlin's compiler would make it: parts, between which it may be suspended. */
final class CoroutineBody extends ContinuationImpl {
    /** Code up to the next suspension; it returns what the suspending function does that it calls last. */
    interface Part {
        Object run(CoroutineBody coroutine);
    }

    private static final long serialVersionUID = 1;

    private final transient CoroutineScope scope;
    private final transient Part[] parts;
    private int next;

    private CoroutineBody(CoroutineScope scope, Continuation<Object> completion, Part[] parts) {
        super(completion);
        this.scope = scope;
        this.parts = parts;
    }

    static Job launch(CoroutineContext context, Part... parts) {
        return BuildersKt.launch(GlobalScope.INSTANCE, context, CoroutineStart.DEFAULT, of(parts));
    }

    /** Launches a child of this coroutine. */
    void launchChild(Part... parts) {
        BuildersKt.launch(scope, EmptyCoroutineContext.INSTANCE, CoroutineStart.DEFAULT, of(parts));
    }

    static <T> Function2<CoroutineScope, Continuation<? super T>, Object> of(Part... parts) {
        return (scope, completion) -> new CoroutineBody(scope, untyped(completion), parts).invokeSuspend(Unit.INSTANCE);
    }

    @SuppressWarnings("unchecked")
    private static Continuation<Object> untyped(Continuation<?> continuation) {
        return (Continuation<Object>) continuation;
    }

    /** A part that does not suspend. */
    static Part doing(Runnable code) {
        return coroutine -> {
            code.run();
            return Unit.INSTANCE;
        };
    }

    static Part delay() {
        return coroutine -> DelayKt.delay(1, coroutine);
    }

    /** Suspends until somebody resumes what this hands out. */
    static Part handingOut(java.util.function.Consumer<Runnable> taker) {
        return coroutine -> {
            Continuation<Object> continuation = untyped(coroutine.intercepted());
            taker.accept(() -> continuation.resumeWith(Unit.INSTANCE));
            return getCOROUTINE_SUSPENDED();
        };
    }

    /** Runs other parts in a scope of their own, and waits for the children that they launch. */
    static Part coroutineScope(Part... parts) {
        return coroutine -> CoroutineScopeKt.coroutineScope(of(parts), coroutine);
    }

    /** Runs other parts with other elements. */
    static Part withContext(CoroutineContext elements, Part... parts) {
        return coroutine -> BuildersKt.withContext(elements, of(parts), coroutine);
    }

    @Override
    protected Object invokeSuspend(Object result) {
        ResultKt.throwOnFailure(result);
        Object value = result;
        while (next < parts.length) {
            value = parts[next++].run(this);
            if (value == getCOROUTINE_SUSPENDED()) {
                return value;
            }
        }
        return value;
    }
}
