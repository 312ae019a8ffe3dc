package dev.whence.agent.weave;

import dev.whence.runtime.table.LoaderTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The woven types by the name of their class; several hooks may share one. All classes that are loaded are looked for when
 * the agent starts, which is why they are known by the name that a class has as well as by the internal one.
 */
public final class WovenTypes {
    private final Map<String, List<WovenType>> boot;
    private final Map<String, List<WovenType>> others;
    private final LoaderTable<Set<String>> fieldless = new LoaderTable<>();

    /** Those of the boot loader, and those of all other class loaders. */
    public WovenTypes(List<WovenType> boot, List<WovenType> others) {
        this.boot = byName(boot);
        this.others = byName(others);
    }

    private static Map<String, List<WovenType>> byName(List<WovenType> types) {
        Map<String, List<WovenType>> byName = new HashMap<>();
        for (WovenType type : types) {
            List<WovenType> ofName = byName.get(type.name());
            if (ofName == null) {
                ofName = new ArrayList<>();
                byName.put(type.name(), ofName);
                byName.put(type.name().replace('/', '.'), ofName);
            }
            ofName.add(type);
        }
        return byName;
    }

    /** Those of a class by its name, which may be the internal one; null if it is not woven. */
    @Nullable List<WovenType> of(String name, @Nullable ClassLoader loader) {
        return loader == null ? boot.get(name) : others.get(name);
    }

    /** Those of a class. */
    public List<WovenType> of(Class<?> type) {
        List<WovenType> ofName = of(type.getName(), type.getClassLoader());
        return ofName == null ? List.of() : ofName;
    }

    /** The classes of the boot loader whose field others of them use, by their names. */
    public Set<String> withSharedField() {
        Set<String> shared = new HashSet<>();
        for (List<WovenType> ofName : boot.values()) {
            for (WovenType type : ofName) {
                for (String owner : type.usedFields()) {
                    if (!owner.equals(type.name())) {
                        shared.add(owner.replace('/', '.'));
                    }
                }
            }
        }
        return shared;
    }

    /** Notes that a class is there already, so that it cannot get a field. */
    public void loadedBefore(Class<?> type) {
        for (WovenType woven : of(type)) {
            if (woven.hasField) {
                fieldless
                        .putIfAbsent(type.getClassLoader(), ConcurrentHashMap.newKeySet())
                        .add(woven.name());
            }
        }
    }

    /** The classes of a loader that could not get their field, by their internal names. */
    Set<String> fieldless(@Nullable ClassLoader loader) {
        Set<String> names = fieldless.get(loader);
        return names == null ? Set.of() : names;
    }
}
