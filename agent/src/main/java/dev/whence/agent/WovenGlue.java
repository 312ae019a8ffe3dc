package dev.whence.agent;

import dev.whence.agent.http.WovenHttp;
import dev.whence.agent.library.WovenLibraries;
import dev.whence.agent.log.WovenBoot;
import dev.whence.agent.log.WovenLog4j;
import dev.whence.agent.log.WovenLogback;
import dev.whence.agent.otel.WovenOpenTelemetry;
import dev.whence.agent.weave.LibraryTypes;
import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.WovenType;
import java.util.ArrayList;
import java.util.List;

/** The woven types of all other class loaders than the boot loader. Most of them are of libraries. */
public final class WovenGlue extends LibraryTypes {
    private static final int OF_HTTP = 4;
    private static final int OF_LIBRARIES = OF_HTTP + WovenHttp.GROUPS;
    private static final int GROUPS = OF_LIBRARIES + WovenLibraries.GROUPS;

    private final Start start;

    /** Creates the types, with an index of their classes and with the types that the user adds. */
    WovenGlue(Start start, byte[] index, List<WovenType> plugIns) {
        this.start = start;
        add(index);
        add(GROUPS, plugIns);
    }

    @Override
    protected List<WovenType> group(int number) {
        return group(number, start);
    }

    private static List<WovenType> group(int number, Start start) {
        return switch (number) {
            case 0 -> WovenLogback.types(start);
            case 1 -> WovenLog4j.types(start);
            case 2 -> WovenBoot.types();
            case 3 -> WovenOpenTelemetry.types();
            default ->
                number < OF_LIBRARIES
                        ? WovenHttp.group(number - OF_HTTP)
                        : WovenLibraries.group(number - OF_LIBRARIES, start);
        };
    }

    /** Returns the groups of types, whether or not the application has the libraries. */
    public static List<List<WovenType>> groups(Start start) {
        List<List<WovenType>> groups = new ArrayList<>();
        for (int number = 0; number < GROUPS; number++) {
            groups.add(group(number, start));
        }
        return groups;
    }

    /** Returns all types. */
    public static List<WovenType> types(Start start) {
        List<WovenType> types = new ArrayList<>();
        for (List<WovenType> group : groups(start)) {
            types.addAll(group);
        }
        return types;
    }

    /** Makes up for what a class has done before it was woven. */
    public static void catchUp(Class<?> loaded) {
        if (loaded.getClassLoader() != null) {
            WovenLogback.catchUp(loaded);
            WovenLog4j.catchUp(loaded);
        }
        WovenOpenTelemetry.catchUp(loaded);
    }
}
