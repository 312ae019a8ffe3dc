package dev.whence.agent.weave;

import dev.whence.runtime.HookSwitch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The woven types by the name of their class; several hooks may share one. */
public final class WovenTypes {
    private final Map<String, List<WovenType>> boot;
    private final Map<String, List<WovenType>> others;
    private final Set<String> fieldless = new HashSet<>();

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
            }
            ofName.add(type);
        }
        return byName;
    }

    /** Those of a class by its internal name; null if it is not woven. */
    @Nullable List<WovenType> of(String name, @Nullable ClassLoader loader) {
        return loader == null ? boot.get(name) : others.get(name);
    }

    /** Those of a class. */
    public List<WovenType> of(Class<?> type) {
        List<WovenType> ofName = of(type.getName().replace('.', '/'), type.getClassLoader());
        return ofName == null ? List.of() : ofName;
    }

    /** Notes that a class is there already, so that it cannot get a field; a hook that needs it is switched off. */
    public void loadedBefore(Class<?> type) {
        for (WovenType woven : of(type)) {
            if (woven.needsField) {
                HookSwitch.named(woven.hook()).off(type.getName() + " was loaded before the agent");
            } else if (woven.hasField && type.getClassLoader() == null) {
                fieldless.add(woven.name());
            }
        }
    }

    Set<String> fieldless() {
        return fieldless;
    }
}
