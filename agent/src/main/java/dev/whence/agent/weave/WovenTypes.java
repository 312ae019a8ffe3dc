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

/** All woven types, by the names of their classes. */
public final class WovenTypes {
    /** The types of the boot loader, by both forms of their names: see {@link LibraryTypes}. */
    private final Map<String, List<WovenType>> boot;

    private final LibraryTypes libraries;

    /** The internal names of the classes that should have a field and were loaded before one could be added. */
    private final LoaderTable<Set<String>> fieldless = new LoaderTable<>();

    /**
     * Creates the table.
     *
     * @param boot the types of the boot loader
     * @param libraries the types of all other class loaders
     */
    public WovenTypes(List<WovenType> boot, LibraryTypes libraries) {
        this.boot = byName(boot);
        this.libraries = libraries;
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

    /** Returns the types of a class, or null if it is not woven. The name may have either form. */
    @Nullable List<WovenType> of(String name, @Nullable ClassLoader loader) {
        return loader == null ? boot.get(name) : libraries.of(name);
    }

    /** Returns the types of a class. */
    public List<WovenType> of(Class<?> type) {
        List<WovenType> ofName = of(type.getName(), type.getClassLoader());
        return ofName == null ? List.of() : ofName;
    }

    /** Returns the names of those classes of the boot loader whose added field another class uses. */
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

    /** Notes that a class is loaded already, so that it cannot be given a field. */
    public void loadedBefore(Class<?> type) {
        for (WovenType woven : of(type)) {
            if (woven.hasField) {
                fieldless
                        .putIfAbsent(type.getClassLoader(), ConcurrentHashMap.newKeySet())
                        .add(woven.name());
            }
        }
    }

    /** Returns the internal names of the classes of a class loader that could not be given their field. */
    Set<String> fieldless(@Nullable ClassLoader loader) {
        Set<String> names = fieldless.get(loader);
        return names == null ? Set.of() : names;
    }
}
