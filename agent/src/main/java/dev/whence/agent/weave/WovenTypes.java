package dev.whence.agent.weave;

import dev.whence.runtime.Relocation;
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
 * All woven types, by the name of their class.
 *
 * <p>Each type is found by both forms of the name. A transformer gets the internal one, with slashes. The search among
 * all loaded classes at the start, a few thousand of them, has the other one, and should not create a string for each.
 */
public final class WovenTypes {
    private static final int ENDS = 1_024;

    private final Map<String, List<WovenType>> boot;
    private final Map<String, List<WovenType>> others;

    /** The types whose relocated copies are woven, by the simple name of their class. */
    private final Map<String, List<WovenType>> copied = new HashMap<>();

    /** Whether one of these names has last characters of that hash. */
    private final boolean[] ends = new boolean[ENDS];

    /** The types of the relocated copies that were met, by both forms of their names. */
    private final Map<String, List<WovenType>> copies = new ConcurrentHashMap<>();

    /** The internal names of the classes that should have a field and were loaded before one could be added. */
    private final LoaderTable<Set<String>> fieldless = new LoaderTable<>();

    /**
     * Creates the table.
     *
     * @param boot the types of the boot loader
     * @param others the types of all other class loaders
     */
    public WovenTypes(List<WovenType> boot, List<WovenType> others) {
        this.boot = byName(boot);
        this.others = byName(others);
        for (WovenType type : others) {
            if (type.mayBeCopied()) {
                copied.computeIfAbsent(simpleName(type.name()), name -> new ArrayList<>())
                        .add(type);
                ends[end(type.name())] = true;
            }
        }
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
        if (loader == null) {
            return boot.get(name);
        }
        List<WovenType> ofName = others.get(name);
        if (ofName != null) {
            return ofName;
        }
        // Every class of the application comes by here, so nearly all are ruled out by their last characters.
        List<WovenType> ofSimpleName = ends[end(name)] ? copied.get(simpleName(name)) : null;
        return ofSimpleName == null ? null : copies(name, ofSimpleName);
    }

    private static int end(String name) {
        int last = name.length() - 1;
        return last < 2 ? 0 : (name.charAt(last) * 31 + name.charAt(last - 1) * 7 + name.charAt(last - 2)) & ENDS - 1;
    }

    private static String simpleName(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('.')) + 1);
    }

    private @Nullable List<WovenType> copies(String name, List<WovenType> originals) {
        List<WovenType> known = copies.get(name);
        if (known != null) {
            return known;
        }
        List<WovenType> found = new ArrayList<>();
        for (WovenType original : originals) {
            if (isCopy(name.replace('/', '.'), original.name().replace('/', '.'))) {
                found.add(original.copy(name.replace('.', '/')));
            }
        }
        if (found.isEmpty()) {
            return null;
        }
        copies.put(name, found);
        return found;
    }

    /**
     * Whether a name is that of a relocated copy. Anything may precede the whole name of the original: the points are
     * going to be verified.
     */
    private static boolean isCopy(String name, String original) {
        return name.endsWith("." + original) || Relocation.undo(name).equals(original);
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
