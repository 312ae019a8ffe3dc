package dev.whence.agent;

import dev.whence.agent.executor.ExecutorWeaver;
import dev.whence.agent.glue.WovenGlue;
import dev.whence.agent.jdk.WovenJdk;
import dev.whence.agent.loader.LoaderWeaver;
import dev.whence.agent.otel.WovenOpenTelemetry;
import dev.whence.agent.weave.GlueClasses;
import dev.whence.agent.weave.Sight;
import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.Weaver;
import dev.whence.agent.weave.WovenType;
import dev.whence.agent.weave.WovenTypes;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Lookout;
import java.io.File;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The weavers in a JVM.
 *
 * <p>Classes that are not loaded yet are woven as they load, by a transformer that comes before those of agents that
 * retransform; those that are loaded already are retransformed, by a transformer that stays registered for them, so that
 * a later retransformation by somebody else keeps our code.
 *
 * <p>Of the boot loader's classes it must be known before which of them have a field, since others use it. So in a running
 * program, where any thread may load one at any moment, all of them are loaded first. Of other class loaders' classes that
 * is so only for Netty's {@code PromiseTask}, of which {@code ScheduledFutureTask} uses the field. Those are left to the
 * program: what it would have to do is to load the one after the first look at what is loaded and before the transformer
 * is there, and the other before the second look.
 */
final class Installation implements Runnable {
    private final Instrumentation instrumentation;
    private final WovenTypes types;
    private final Set<Class<?>> loadedBefore =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private final Weaver atLoad;
    private final Weaver ofLoaded;
    private final LoaderWeaver loaders;
    private final ExecutorWeaver executors;
    private final ExecutorWeaver loadedExecutors;
    private final List<ClassFileTransformer> added = new ArrayList<>();
    private final boolean isRunning;

    private Installation(
            Instrumentation instrumentation,
            File jar,
            Set<String> runtime,
            List<WovenType> boot,
            List<WovenType> others,
            boolean isRunning) {
        Sight sight = new Sight(runtime);
        GlueClasses glue = new GlueClasses(jar, instrumentation, sight);
        this.instrumentation = instrumentation;
        this.isRunning = isRunning;
        this.types = new WovenTypes(boot, others);
        this.atLoad = Weaver.atLoad(types, glue, sight, loadedBefore);
        this.ofLoaded = Weaver.ofLoaded(types, glue, sight, loadedBefore);
        this.loaders = new LoaderWeaver(sight);
        LookoutThread lookout = new LookoutThread(this);
        this.executors = ExecutorWeaver.atLoad(sight, instrumentation, lookout);
        this.loadedExecutors = ExecutorWeaver.ofLoaded(sight, instrumentation, lookout);
    }

    /** Weaves what is there, and what will be. */
    static void into(Instrumentation instrumentation, File jar, Set<String> runtime, Options options, boolean isRunning)
            throws UnmodifiableClassException, ClassNotFoundException {
        Start start = isRunning ? Start.LATE : hasWorkers(instrumentation) ? Start.SECOND : Start.FIRST;
        List<WovenType> boot = new ArrayList<>(WovenJdk.types(start, options.is("queues", "edges")));
        boot.addAll(WovenOpenTelemetry.typesOfAgent(options.is("otel", "registrar")));
        if (isRunning) {
            for (WovenType type : boot) {
                load(type.name().replace('/', '.'));
            }
        }
        new Installation(instrumentation, jar, runtime, boot, WovenGlue.types(start), isRunning).install();
    }

    private static boolean hasWorkers(Instrumentation instrumentation) {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().equals("java.util.concurrent.ThreadPoolExecutor$Worker")) {
                return true;
            }
        }
        return false;
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, null);
        } catch (ClassNotFoundException notThere) {
            // Not every application has the other agent whose classes are woven as well.
        }
    }

    private void install() throws UnmodifiableClassException, ClassNotFoundException {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            types.loadedBefore(loaded);
        }
        try {
            add(loaders, true);
            add(atLoad, false);
            add(ofLoaded, true);
            add(executors, false);
            add(loadedExecutors, true);
            weaveLoadedLoaders();
            weaveLoaded();
            if (isRunning) {
                weaveLoadedExecutors();
            }
            for (String name : types.withSharedField()) {
                load(name);
            }
        } catch (UnmodifiableClassException | ClassNotFoundException | RuntimeException | Error e) {
            for (ClassFileTransformer transformer : added) {
                instrumentation.removeTransformer(transformer);
            }
            throw e;
        }
        Lookout.by(this);
    }

    private void add(ClassFileTransformer transformer, boolean canRetransform) throws ClassNotFoundException {
        ClassFileTransformer privileged = PrivilegedTransformer.of(transformer);
        instrumentation.addTransformer(privileged, canRetransform);
        added.add(privileged);
    }

    /**
     * Looks for classes that should be woven and are not, and weaves them. Several threads may do so at a time: a lock would
     * be held while class loaders are asked.
     */
    @Override
    public void run() {
        try {
            weaveLoaded();
            weaveUndecidedExecutors();
        } catch (UnmodifiableClassException | RuntimeException | LinkageError | InternalError e) {
            for (Class<?> loaded : notWoven()) {
                for (WovenType type : types.of(loaded)) {
                    HookSwitch.named(type.hook())
                            .off(loaded.getClassLoader(), loaded.getName() + " is not woven: " + e);
                }
            }
        }
    }

    private void weaveLoadedLoaders() {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (LoaderWeaver.mayWeave(loaded)) {
                retransformAlone(loaded);
            }
        }
    }

    private void weaveLoadedExecutors() {
        for (Class<?> loaded : ExecutorWeaver.mayWeave(instrumentation.getAllLoadedClasses())) {
            retransformAlone(loaded);
        }
    }

    private void weaveUndecidedExecutors() {
        for (Class<?> loaded : executors.takeUndecided(instrumentation.getAllLoadedClasses())) {
            retransformAlone(loaded);
        }
    }

    private void retransformAlone(Class<?> loaded) {
        try {
            instrumentation.retransformClasses(loaded);
        } catch (UnmodifiableClassException | LinkageError | InternalError e) {
            // It stays as it is, alone.
        }
    }

    private void weaveLoaded() throws UnmodifiableClassException {
        // A class may have been loaded before the first transformer was there, and become known after the first look.
        for (List<Class<?>> found = notWoven(); !found.isEmpty(); found = notWoven()) {
            loadedBefore.addAll(found);
            retransform(found);
            for (Class<?> loaded : found) {
                WovenGlue.catchUp(loaded);
            }
        }
    }

    private List<Class<?>> notWoven() {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (!types.of(loaded).isEmpty() && !loadedBefore.contains(loaded) && !atLoad.hasHad(loaded)) {
                types.loadedBefore(loaded);
                found.add(loaded);
            }
        }
        return found;
    }

    /** Those of the boot loader at one stroke, since they rely on each other. */
    private void retransform(List<Class<?>> found) throws UnmodifiableClassException {
        List<Class<?>> boot = new ArrayList<>();
        for (Class<?> loaded : found) {
            if (loaded.getClassLoader() == null) {
                boot.add(loaded);
            }
        }
        if (!boot.isEmpty()) {
            instrumentation.retransformClasses(boot.toArray(new Class<?>[0]));
        }
        for (Class<?> loaded : found) {
            if (loaded.getClassLoader() != null) {
                retransformOfApplication(loaded);
            }
        }
    }

    private void retransformOfApplication(Class<?> loaded) {
        try {
            instrumentation.retransformClasses(loaded);
        } catch (UnmodifiableClassException | LinkageError | InternalError e) {
            for (WovenType type : types.of(loaded)) {
                HookSwitch.named(type.hook()).off(loaded.getClassLoader(), loaded.getName() + " cannot be woven: " + e);
            }
        }
    }
}
