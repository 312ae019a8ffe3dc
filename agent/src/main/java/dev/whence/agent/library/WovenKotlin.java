package dev.whence.agent.library;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * Kotlin's coroutines: the context that each gets when it is launched, and keeps when it goes on in that of another. Checked
 * with kotlinx-coroutines 1.6.4, 1.7.3 and 1.11.0.
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

    /** Changes the context that is made from that of a scope or coroutine, the first argument, and what is added to it. */
    private static Point context(String first, String hook) {
        return Point.exit("newCoroutineContext", "(L" + first + ";L" + CONTEXT + ";)L" + CONTEXT + ";")
                .load(0)
                .callGlue(GLUE, hook, "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;")
                .cast(CONTEXT);
    }

    private WovenKotlin() {}
}
