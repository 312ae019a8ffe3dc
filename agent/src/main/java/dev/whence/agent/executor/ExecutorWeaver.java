package dev.whence.agent.executor;

import dev.whence.agent.weave.Sight;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.jdk.ExecutorHooks;
import dev.whence.runtime.table.LoaderTable;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * A transformer that weaves the executors of an application or a library, and the classes that run tasks for them. What
 * is woven and why is told by {@link ExecutorHooks} and {@link WovenExecutor}.
 *
 * <p>Nothing is known of these classes beforehand, so nothing is expected of them. A class in which anything is unusual
 * stays as it is, alone, and without a message.
 *
 * <h2>How a class is found</h2>
 *
 * <p>The tests are in the order of their costs, since every class of the application comes by. First the constants are
 * searched for two texts, without parsing. Then the class must call {@code Runnable.run()} or declare
 * {@code execute(Runnable)}. Only then its supertypes and neighbours are looked at, which means to read class files.
 *
 * <p>A class may be loaded before it can be known whether it belongs to an executor: its class loader must not be asked
 * for class files, and the executor is not loaded. Such a class is remembered as undecided, and a thread soon looks at
 * it again (see {@code LookoutThread}). If the executor is loaded by then, the class is retransformed. That is possible
 * because only method bodies change.
 *
 * <p>While class files are read, a class loader may load classes of its own on this thread. These must not start
 * another search inside of this one, so a thread local marks the thread.
 *
 * <p>As with {@link dev.whence.agent.weave.Weaver}, there are two of these transformers: one for classes as they are
 * loaded, one for classes that are retransformed. They differ in the class files, which only the first reads.
 */
public final class ExecutorWeaver implements ClassFileTransformer {
    /** The name of the hook. */
    public static final String HOOK = "Executor";

    private static final HookSwitch SWITCH = HookSwitch.named(HOOK);

    private static final List<String> HOOKS = List.of("dev.whence.runtime.jdk.ExecutorHooks");

    private final Sight sight;
    private final Instrumentation instrumentation;

    /** Called when a class may have been loaded that should be woven and is not. */
    private final Runnable lookout;

    /** The reader of class files; null if only classes that are loaded count. */
    private final @Nullable ClassFiles files;

    private final Makers makers;
    private final ExecutorClasses classes;

    /** The classes that call {@code run()} and belong to no executor that is known, by their internal names. */
    private final LoaderTable<Set<String>> callers = new LoaderTable<>();

    /** The classes of which it is not known if they belong to an executor, by their internal names. */
    private final LoaderTable<Set<String>> undecided = new LoaderTable<>();

    /** Whether there was ever an undecided class, so that nothing is searched in applications without one. */
    private volatile boolean isAnyUndecided;

    /** Set while this thread reads class files: the class loader that is asked may load classes of its own. */
    private final ThreadLocal<Boolean> isReading = new ThreadLocal<>();

    private ExecutorWeaver(
            Sight sight, Instrumentation instrumentation, Runnable lookout, @Nullable ClassFiles files, Makers makers) {
        this.makers = makers;
        this.classes = new ExecutorClasses(makers);
        this.sight = sight;
        this.instrumentation = instrumentation;
        this.lookout = lookout;
        this.files = files;
        ExecutorHooks.load();
    }

    /**
     * Creates a weaver of classes as they are loaded, by all class loaders but those of the JDK.
     *
     * @param lookout called when something may have been loaded that should be woven and is not
     */
    public static ExecutorWeaver atLoad(Sight sight, Instrumentation instrumentation, Runnable lookout) {
        return new ExecutorWeaver(sight, instrumentation, lookout, new ClassFiles(lookout), new Makers());
    }

    /** Creates the weaver of classes that are loaded already. */
    public ExecutorWeaver ofLoaded() {
        return new ExecutorWeaver(sight, instrumentation, lookout, null, makers);
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (name == null
                || loader == null
                || (redefined == null) == (files == null)
                || !isOfProgram(name, loader)
                || !SWITCH.isOn()) {
            return null;
        }
        try {
            int mentioned = ConstantPool.mentions(bytes);
            return mentioned == 0 || isReading.get() != null
                    ? null
                    : weave(bytes, mentioned, new Neighbours(files, instrumentation, loader, domain));
            // Whatever is unusual about the class, it is not worth a message: it stays as it is.
        } catch (Throwable e) {
            return null;
        }
    }

    /**
     * Returns those of the loaded classes that were undecided and now belong to an executor, for all that can be seen
     * without their class files. Each class is returned once.
     */
    public List<Class<?>> takeUndecided(Class<?>[] loaded) {
        if (!isAnyUndecided) {
            return List.of();
        }
        List<Class<?>> found = mayWeave(loaded);
        for (Class<?> type : loaded) {
            if (isOfProgram(type) && makers.areNear(type.getName().replace('.', '/'), type.getClassLoader())) {
                found.add(type);
            }
        }
        found.removeIf(type -> !takeUndecided(type));
        return found;
    }

    private boolean takeUndecided(Class<?> loaded) {
        Set<String> names = undecided.get(loaded.getClassLoader());
        return names != null && names.remove(loaded.getName().replace('.', '/'));
    }

    /**
     * Returns those of the loaded classes that may have to be woven: executors, classes of the same source file, and
     * runnables of the same package.
     */
    public static List<Class<?>> mayWeave(Class<?>[] loaded) {
        List<Class<?>> ofProgram = new ArrayList<>();
        Set<String> around = new HashSet<>();
        for (Class<?> type : loaded) {
            if (isOfProgram(type)) {
                ofProgram.add(type);
                if (Executor.class.isAssignableFrom(type)) {
                    around.add(file(type));
                    around.add(folder(type));
                }
            }
        }
        ofProgram.removeIf(type -> !around.contains(file(type))
                && !(Runnable.class.isAssignableFrom(type) && around.contains(folder(type))));
        return ofProgram;
    }

    /**
     * Returns a key for the source file of a class. The identity hash stands for the class loader, which may define an
     * equality of its own. A collision of two hashes only means that a class is looked at in vain.
     */
    private static String file(Class<?> type) {
        return ExecutorClasses.outermost(type.getName().replace('.', '/')) + hash(type);
    }

    private static String folder(Class<?> type) {
        return type.getPackageName() + "." + hash(type);
    }

    private static String hash(Class<?> type) {
        return "@" + System.identityHashCode(type.getClassLoader());
    }

    private static boolean isOfProgram(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader != null
                && isOfProgram(type.getName().replace('.', '/'), loader)
                && !type.isHidden()
                && !type.isArray();
    }

    /** Returns whether a class is neither of the JDK, nor of the agent, nor needed to read class files. */
    private static boolean isOfProgram(String name, ClassLoader loader) {
        return loader != ClassLoader.getPlatformClassLoader()
                && loader != ExecutorWeaver.class.getClassLoader()
                && !name.startsWith(ClassFiles.SPRING_BOOT_LOADER);
    }

    private byte @Nullable [] weave(byte[] bytes, int mentioned, Neighbours others) {
        ClassReader type = new ClassReader(bytes);
        boolean runs = (mentioned & ConstantPool.RUNNABLE_ITSELF) != 0 && ConstantPool.callsRun(type);
        boolean ofRunnable = (mentioned & ConstantPool.METHOD_OF_RUNNABLE) != 0;
        boolean submits = ofRunnable && declaresExecute(type);
        boolean makes = ofRunnable && !ConstantPool.madeForExecute(type).isEmpty();
        if (!runs && !submits && !makes) {
            return null;
        }
        isReading.set(true);
        try {
            boolean isExecutor = (runs || submits) && classes.isExecutor(type, others);
            Set<String> made = makes ? classes.madeBy(type, others) : Set.of();
            boolean isWoven = isExecutor || !made.isEmpty() || (runs && classes.belongsToExecutor(type, others));
            if (!isWoven && files != null) {
                leave(type.getClassName(), others);
            }
            return isWoven && sight.has(others.loader(), HOOKS) ? woven(type, isExecutor, made, others.loader()) : null;
        } finally {
            isReading.remove();
        }
    }

    /** Leaves a class as it is, for now. */
    private void leave(String name, Neighbours others) {
        callers.putIfAbsent(others.loader(), ConcurrentHashMap.newKeySet()).add(name);
        // Something was unknown, so the negative result may be wrong.
        if (others.missed() > 0) {
            lookAgain(name, others.loader());
        }
    }

    /** Remembers a class as undecided, and has a thread look at it soon. */
    private void lookAgain(String name, ClassLoader loader) {
        undecided.putIfAbsent(loader, ConcurrentHashMap.newKeySet()).add(name);
        isAnyUndecided = true;
        lookout.run();
    }

    /** Notes a class that makes an executor, and has those looked at again that may run the tasks. */
    private void made(String name, Set<String> owners, ClassLoader loader) {
        boolean isNew = makers.add(name, loader);
        for (String owner : owners) {
            isNew |= makers.addOwner(owner, loader);
        }
        Set<String> left = callers.get(loader);
        if (isNew && left != null) {
            left.removeIf(caller -> isLookedAtAgain(caller, loader));
        }
    }

    private boolean isLookedAtAgain(String caller, ClassLoader loader) {
        boolean isNear = makers.areNear(caller, loader);
        if (isNear) {
            lookAgain(caller, loader);
        }
        return isNear;
    }

    /** Returns whether a class has a method {@code execute(Runnable)} with a body. The code is not parsed for that. */
    private static boolean declaresExecute(ClassReader type) {
        boolean[] found = {false};
        type.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public @Nullable MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        found[0] |= WovenExecutor.isExecute(access, name, descriptor);
                        return null;
                    }
                },
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return found[0];
    }

    private byte @Nullable [] woven(ClassReader type, boolean isExecutor, Set<String> made, ClassLoader loader) {
        ClassWriter writer = new ClassWriter(type, 0);
        WovenExecutor woven = new WovenExecutor(writer, isExecutor, made);
        type.accept(woven, 0);
        if (!woven.isChanged()) {
            return null;
        }
        if (!woven.owners().isEmpty()) {
            made(type.getClassName(), woven.owners(), loader);
        }
        SWITCH.woven(false);
        return writer.toByteArray();
    }
}
