package dev.whence.agent.library;

import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/** The woven types of other libraries, in groups that are described when they are needed. */
public final class WovenLibraries {
    /** The number of groups. */
    public static final int GROUPS = 10;

    /** Describes the types of a group. */
    public static List<WovenType> group(int number, Start start) {
        List<WovenType> types =
                switch (number) {
                    case 0 -> WovenGuava.types(start);
                    case 1 -> WovenNettyTask.types();
                    case 2 -> WovenNettyPromise.types();
                    case 3 -> WovenScala.types();
                    case 4 -> WovenKotlin.types();
                    case 5 -> WovenSpring.types();
                    case 6 -> WovenStreams.types();
                    case 7 -> CarryingLibraries.types();
                    case 8 -> WovenRabbitConfirms.types();
                    case 9 -> WovenVertxFuture.types();
                    default -> throw new IndexOutOfBoundsException(number);
                };
        for (WovenType type : types) {
            type.ofLibrary();
        }
        return types;
    }

    private WovenLibraries() {}
}
