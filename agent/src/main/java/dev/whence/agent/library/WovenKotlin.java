package dev.whence.agent.library;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/** Kotlin's coroutines: the context that each gets when it is launched. Checked with kotlinx-coroutines 1.6.4, 1.7.3 and 1.11.0. */
final class WovenKotlin {
    private static final String CONTEXT = "kotlin/coroutines/CoroutineContext";
    private static final String GLUE = "KotlinGlue";

    static List<WovenType> types() {
        String launched = "(Lkotlinx/coroutines/CoroutineScope;L" + CONTEXT + ";)L" + CONTEXT + ";";
        return List.of(WovenType.of("Kotlin coroutines", "kotlinx/coroutines/CoroutineContextKt")
                .glue(GLUE)
                .at(Point.exit("newCoroutineContext", launched)
                        .load(0)
                        .callGlue(GLUE, "launched", "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;")
                        .cast(CONTEXT)));
    }

    private WovenKotlin() {}
}
