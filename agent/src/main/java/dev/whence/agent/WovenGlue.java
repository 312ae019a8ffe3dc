package dev.whence.agent;

import dev.whence.agent.http.WovenHttp;
import dev.whence.agent.library.WovenLibraries;
import dev.whence.agent.log.WovenLog4j;
import dev.whence.agent.log.WovenLogback;
import dev.whence.agent.otel.WovenOpenTelemetry;
import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.WovenType;
import java.util.ArrayList;
import java.util.List;

/** The list of all woven types of other class loaders than the boot loader. */
public final class WovenGlue {
    /** Returns all woven types, whether or not the application has the libraries. */
    public static List<WovenType> types(Start start) {
        List<WovenType> types = new ArrayList<>();
        types.addAll(WovenLogback.types(start));
        types.addAll(WovenLog4j.types());
        types.addAll(WovenHttp.types());
        types.addAll(WovenOpenTelemetry.types());
        types.addAll(WovenLibraries.types(start));
        types.addAll(PlugIns.types());
        return types;
    }

    /** Makes up for what a class has done before it was woven. */
    public static void catchUp(Class<?> loaded) {
        WovenLogback.catchUp(loaded);
        WovenLog4j.catchUp(loaded);
        WovenOpenTelemetry.catchUp(loaded);
    }

    private WovenGlue() {}
}
