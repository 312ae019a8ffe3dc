package dev.whence.agent;

import dev.whence.agent.executor.ExecutorWeaver;
import dev.whence.agent.jdk.WovenJdk;
import dev.whence.agent.library.AnnotationWeaver;
import dev.whence.agent.loader.LoaderWeaver;
import dev.whence.agent.otel.WovenOpenTelemetry;
import dev.whence.agent.waiting.MonitorWeaver;
import dev.whence.agent.weave.ClassData;
import dev.whence.agent.weave.GlueClasses;
import dev.whence.agent.weave.Sight;
import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.Weaver;
import dev.whence.agent.weave.WovenType;
import dev.whence.agent.weave.WovenTypes;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Lookout;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.zip.ZipFile;

/**
 * The installation of all weavers in a JVM.
 *
 * <h2>Two looks at what is loaded</h2>
 *
 * <p>A class belongs either to the transformer that weaves at load time or to the one that retransforms (see
 * {@link Weaver}). Classes go on being loaded while the agent installs itself, by other threads or by the agent's own
 * work. So the order is:
 *
 * <ol>
 *   <li>List the loaded classes, and note which of those that should have a field cannot be given one.
 *   <li>Register the transformers. From now on each class that is loaded is woven.
 *   <li>List the loaded classes again. Those that no transformer was called for were loaded before step 2: retransform
 *       them. Repeat this until there is none.
 * </ol>
 *
 * <p>A class that was loaded between the steps 1 and 2 has no field either, which is noted in step 3. That is too late
 * if another class was woven meanwhile that uses the field. For the classes of the boot loader this is excluded: in a
 * running application, where any thread may load one, all of them are loaded before step 1. For those of other class
 * loaders there is one pair only, Netty's {@code PromiseTask} and {@code ScheduledFutureTask}, and an application would
 * have to load the first between the steps 1 and 2 and the second between 2 and 3.
 *
 * <h2>What can be loaded unnoticed</h2>
 *
 * <p>The JVM calls no transformer on a thread on which a transformer is at work. So what the agent itself loads there
 * is not woven. Classes that the transformers need are therefore loaded before, and a thread looks for the rest (see
 * {@link LookoutThread}). That look is step 3 again.
 */
final class Installation implements Runnable {
    private final Instrumentation instrumentation;
    private final WovenTypes types;

    /** The classes that belong to the transformers which retransform. The weavers share this set. */
    private final Set<Class<?>> loadedBefore =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final Weaver atLoad;
    private final Weaver ofLoaded;
    private final LoaderWeaver loaders;
    private final MonitorWeaver monitors;
    private final AnnotationWeaver annotations;
    private final ExecutorWeaver executors;
    private final ExecutorWeaver loadedExecutors;
    private final List<ClassFileTransformer> added = new ArrayList<>();
    private final boolean isRunning;

    private Installation(
            Instrumentation instrumentation, File jar, Set<String> runtime, WovenTypes types, boolean isRunning) {
        Sight sight = new Sight(runtime);
        GlueClasses glue = new GlueClasses(jar, instrumentation, sight);
        this.instrumentation = instrumentation;
        this.isRunning = isRunning;
        this.types = types;
        this.atLoad = Weaver.atLoad(types, glue, sight, loadedBefore);
        this.ofLoaded = Weaver.ofLoaded(types, glue, sight, loadedBefore);
        this.loaders = new LoaderWeaver(sight);
        this.monitors = new MonitorWeaver(sight);
        this.annotations = new AnnotationWeaver(sight);
        LookoutThread lookout = new LookoutThread(this);
        this.executors = ExecutorWeaver.atLoad(sight, instrumentation, lookout);
        this.loadedExecutors = executors.ofLoaded();
    }

    /** Weaves what is loaded, and what will be. */
    static void into(
            Instrumentation instrumentation, ZipFile jar, Set<String> runtime, Options options, boolean isRunning)
            throws IOException, UnmodifiableClassException, ClassNotFoundException {
        Start start = isRunning ? Start.LATE : hasWorkers(instrumentation) ? Start.SECOND : Start.FIRST;
        List<WovenType> boot = new ArrayList<>(WovenJdk.types(start, options.is("queues", "edges")));
        boot.addAll(WovenOpenTelemetry.typesOfAgent(options.is("otel", "registrar")));
        if (isRunning) {
            for (WovenType type : boot) {
                load(type.name().replace('/', '.'));
            }
        }
        WovenGlue others =
                new WovenGlue(start, ClassData.content(jar, "whence/libraries"), PlugIns.types(options.get("hooks")));
        WovenTypes types = new WovenTypes(boot, others);
        new Installation(instrumentation, new File(jar.getName()), runtime, types, isRunning).install();
    }

    /** Returns whether a thread pool was used already, so that its worker cannot be given a field. */
    private static boolean hasWorkers(Instrumentation instrumentation) {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().equals("java.util.concurrent.ThreadPoolExecutor$Worker")) {
                return true;
            }
        }
        return false;
    }

    /** Loads a class of the boot loader without initialising it. */
    private static void load(String name) {
        try {
            Class.forName(name, false, null);
        } catch (ClassNotFoundException notThere) {
            // It is a class of OpenTelemetry's own agent, which is not there.
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
            add(monitors, true);
            add(annotations, true);
            add(executors, false);
            add(loadedExecutors, true);
            weaveLoadedLoaders();
            weaveLoaded();
            if (isRunning) {
                weaveLoadedExecutors();
            }
            // Other classes use their field, so it is better known at once whether they can be given it. Few programs
            // need the JDK's logging, which is a module of its own.
            for (String name : types.withSharedField()) {
                if (!name.startsWith("java.util.logging.")) {
                    load(name);
                }
            }
        } catch (UnmodifiableClassException | ClassNotFoundException | RuntimeException | Error e) {
            // No transformer may stay whose hooks are not complete.
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
     * Looks for classes that should be woven and are not, and weaves them.
     *
     * <p>Several threads may do so at the same time. A lock would be held while class loaders are asked, and would
     * deadlock with theirs.
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

    /** Retransforms one class. If that fails, it stays as it is. */
    private void retransformAlone(Class<?> loaded) {
        try {
            instrumentation.retransformClasses(loaded);
        } catch (UnmodifiableClassException | LinkageError | InternalError e) {
            // The class is changed by another agent, or is odd in another way; all others are woven.
        }
    }

    private void weaveLoaded() throws UnmodifiableClassException {
        // A class may have been loaded by a thread before the transformers were there, and be listed only after that.
        for (List<Class<?>> found = notWoven(); !found.isEmpty(); found = notWoven()) {
            loadedBefore.addAll(found);
            retransform(found);
            for (Class<?> loaded : found) {
                WovenGlue.catchUp(loaded);
            }
        }
    }

    /** Returns the loaded classes that should be woven and that no transformer was called for. */
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

    /** Retransforms classes. Those of the boot loader are done in one step, since they rely on each other. */
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
