package dev.whence.agent.library;

import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.WovenType;
import java.util.ArrayList;
import java.util.List;

/** The list of all woven types of libraries. */
public final class WovenLibraries {
    /** Returns all woven types. */
    public static List<WovenType> types(Start start) {
        List<WovenType> types = new ArrayList<>();
        types.addAll(WovenGuava.types(start));
        types.addAll(WovenNettyTask.types());
        types.addAll(WovenNettyPromise.types());
        types.addAll(WovenScala.types());
        types.addAll(WovenKotlin.types());
        types.addAll(WovenSpring.types());
        types.addAll(WovenStreams.types());
        types.addAll(CarryingLibraries.types());
        types.forEach(WovenType::ofLibrary);
        return types;
    }

    private WovenLibraries() {}
}
