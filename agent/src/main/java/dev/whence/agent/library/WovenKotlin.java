package dev.whence.agent.library;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * Kotlin's coroutines: each keeps the context in which it was launched.
 *
 * <p>Every builder of coroutines makes the context of the new coroutine, in Kotlin's sense, by one of two functions. An
 * element is added to their result, through which the library itself tells when a thread begins and ends to run the
 * coroutine:
 *
 * <pre>{@code
 * static CoroutineContext newCoroutineContext(CoroutineScope scope, CoroutineContext context) {       // launch, async
 *     ...
 *     return (CoroutineContext) KotlinGlue.launched(result, scope);
 * }
 *
 * static CoroutineContext newCoroutineContext(CoroutineContext own, CoroutineContext added) {          // withContext
 *     ...
 *     return (CoroutineContext) KotlinGlue.continued(result, own);
 * }
 * }</pre>
 *
 * <p>The result is on the stack before each return, and the hook leaves another one, cast to the type that the method
 * returns.
 *
 * <p>Checked with kotlinx-coroutines 1.6.4, 1.7.3 and 1.11.0.
 */
final class WovenKotlin {
    private static final String CONTEXT = "kotlin/coroutines/CoroutineContext";
    private static final String GLUE = "KotlinGlue";

    static List<WovenType> types() {
        return List.of(WovenType.of("Kotlin coroutines", "kotlinx/coroutines/CoroutineContextKt")
                .glue(GLUE)
                .at(context("kotlinx/coroutines/CoroutineScope", "launched"))
                .at(context(CONTEXT, "continued")));
    }

    /** A function that makes a context, by the type of its first parameter. */
    private static Point context(String first, String hook) {
        return Point.exit("newCoroutineContext", "(L" + first + ";L" + CONTEXT + ";)L" + CONTEXT + ";")
                .load(0)
                .callGlue(GLUE, hook, "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;")
                .cast(CONTEXT);
    }

    private WovenKotlin() {}
}
