package dev.whence.agent;

import dev.whence.agent.executor.ExecutorWeaver;
import dev.whence.agent.glue.WovenGlue;
import dev.whence.agent.jdk.WovenJdk;
import dev.whence.agent.otel.WovenOpenTelemetry;
import dev.whence.agent.weave.GlueClasses;
import dev.whence.agent.weave.Weaver;
import dev.whence.agent.weave.WovenType;
import dev.whence.runtime.HookSwitch;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The weavers in a JVM.
 *
 * <p>Classes that are not loaded yet are woven as they load, by a transformer that comes before those of agents that
 * retransform; those that are loaded already are retransformed, by a transformer that stays registered for them, so that
 * a later retransformation by somebody else keeps our code.
 */
final class Installation {
    private final List<WovenType> types;
    private final List<WovenType> bootTypes;
    private final Map<String, List<WovenType>> typesByName;
    private final List<WovenType> loadedTypes = new ArrayList<>();
    private final Set<Class<?>> loadedClasses = new LinkedHashSet<>();

    private Installation(boolean hasWorkers, boolean registrarsContext) {
        types = WovenJdk.types(hasWorkers);
        bootTypes = new ArrayList<>(types);
        bootTypes.addAll(WovenOpenTelemetry.typesOfAgent(registrarsContext));
        typesByName = Weaver.byName(bootTypes);
    }

    /** Weaves what is there, and what will be; {@code registrarsContext} is the option of that meaning. */
    static Installation into(Instrumentation instrumentation, File jar, boolean registrarsContext)
            throws UnmodifiableClassException {
        Class<?>[] allLoaded = instrumentation.getAllLoadedClasses();
        Installation installation = new Installation(hasWorkers(allLoaded), registrarsContext);
        for (Class<?> loaded : allLoaded) {
            if (loaded.getClassLoader() == null) {
                installation.take(loaded);
            }
        }
        installation.install(instrumentation, jar);
        return installation;
    }

    private static boolean hasWorkers(Class<?>[] allLoaded) {
        for (Class<?> loaded : allLoaded) {
            if (loaded.getName().equals("java.util.concurrent.ThreadPoolExecutor$Worker")) {
                return true;
            }
        }
        return false;
    }

    private void take(Class<?> loaded) {
        List<WovenType> ofName = typesByName.get(loaded.getName().replace('.', '/'));
        if (ofName == null) {
            return;
        }
        loadedClasses.add(loaded);
        loadedTypes.addAll(ofName);
        for (WovenType type : ofName) {
            if (type.mustNotBeLoaded()) {
                HookSwitch.named(type.hook()).off(loaded.getName() + " was loaded before the agent");
            }
        }
    }

    private void install(Instrumentation instrumentation, File jar) throws UnmodifiableClassException {
        GlueClasses glue = new GlueClasses(jar, instrumentation);
        List<WovenType> later = new ArrayList<>(bootTypes);
        later.removeAll(loadedTypes);
        instrumentation.addTransformer(Weaver.ofBootLoader(later, glue), false);
        instrumentation.addTransformer(Weaver.ofOthers(WovenGlue.types(), glue), false);
        instrumentation.addTransformer(new ExecutorWeaver(), false);
        instrumentation.addTransformer(Weaver.ofBootLoader(loadedTypes, glue), true);
        if (!loadedClasses.isEmpty()) {
            instrumentation.retransformClasses(loadedClasses.toArray(new Class<?>[0]));
            WovenOpenTelemetry.announceIfIn(loadedClasses);
        }
    }

    /** The one line that the agent prints. */
    String summary(String version) {
        Set<String> hooks = new LinkedHashSet<>();
        hooks.add(ExecutorWeaver.HOOK);
        for (WovenType type : types) {
            hooks.add(type.hook());
        }
        int on = 0;
        for (String hook : hooks) {
            on += HookSwitch.named(hook).isOn() ? 1 : 0;
        }
        return "whence " + version + ", JDK " + Runtime.version().feature() + ", hooks on: " + on + "/" + hooks.size();
    }
}
