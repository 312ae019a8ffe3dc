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
 * Weaves the executors that an application or a library implements itself, and the classes that run tasks for them: see
 * {@link ExecutorHooks}.
 *
 * <p>These types are not known beforehand, so nothing is expected of them: a class in which anything is unusual stays as
 * it is, alone. Only method bodies change.
 *
 * <p>Of a class loader that must not be asked, a class may be loaded before it is known whether it belongs to an executor.
 * It is woven as soon as that is loaded too.
 */
public final class ExecutorWeaver implements ClassFileTransformer {
    /** The name of the hook. */
    public static final String HOOK = "Executor";

    private static final HookSwitch SWITCH = HookSwitch.named(HOOK);

    private static final List<String> HOOKS = List.of("dev.whence.runtime.jdk.ExecutorHooks");

    private final Sight sight;
    private final Instrumentation instrumentation;
    private final Runnable lookout;
    private final @Nullable ClassFiles files;
    private final ExecutorClasses classes = new ExecutorClasses();

    /** The classes of which it was not known, by their internal names. */
    private final LoaderTable<Set<String>> undecided = new LoaderTable<>();

    private volatile boolean isAnyUndecided;

    /** Set while a loader is asked for class files, which may make it load classes of its own. */
    private final ThreadLocal<Boolean> isReading = new ThreadLocal<>();

    private ExecutorWeaver(Sight sight, Instrumentation instrumentation, Runnable lookout, @Nullable ClassFiles files) {
        this.sight = sight;
        this.instrumentation = instrumentation;
        this.lookout = lookout;
        this.files = files;
        ExecutorHooks.load();
    }

    /**
     * A weaver of classes as they are loaded by all loaders but those of the JDK. {@code lookout} is called when something
     * may have been loaded that is to be woven and is not.
     */
    public static ExecutorWeaver atLoad(Sight sight, Instrumentation instrumentation, Runnable lookout) {
        return new ExecutorWeaver(sight, instrumentation, lookout, new ClassFiles(lookout));
    }

    /** A weaver of classes that are loaded already. */
    public static ExecutorWeaver ofLoaded(Sight sight, Instrumentation instrumentation, Runnable lookout) {
        return new ExecutorWeaver(sight, instrumentation, lookout, null);
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
        } catch (Throwable e) {
            return null;
        }
    }

    /** Those of the classes that are loaded now which belong to an executor, and were loaded before it; each once. */
    public List<Class<?>> takeUndecided(Class<?>[] loaded) {
        List<Class<?>> found = isAnyUndecided ? mayWeave(loaded) : new ArrayList<>();
        found.removeIf(type -> !takeUndecided(type));
        return found;
    }

    private boolean takeUndecided(Class<?> loaded) {
        Set<String> names = undecided.get(loaded.getClassLoader());
        return names != null && names.remove(loaded.getName().replace('.', '/'));
    }

    /** Those of the classes that are loaded already which are worth a look: executors, and what may run their tasks. */
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
        ofProgram.removeIf(type -> !around.contains(file(type)) && !(isWorker(type) && around.contains(folder(type))));
        return ofProgram;
    }

    /** What a class is written in. The hash stands for the loader, which may have an equality of its own. */
    private static String file(Class<?> type) {
        return ExecutorClasses.outermost(type.getName().replace('.', '/')) + hash(type);
    }

    private static String folder(Class<?> type) {
        return type.getPackageName() + "." + hash(type);
    }

    private static String hash(Class<?> type) {
        return "@" + System.identityHashCode(type.getClassLoader());
    }

    private static boolean isWorker(Class<?> type) {
        return Runnable.class.isAssignableFrom(type);
    }

    private static boolean isOfProgram(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader != null
                && isOfProgram(type.getName().replace('.', '/'), loader)
                && !type.isHidden()
                && !type.isArray();
    }

    private static boolean isOfProgram(String name, ClassLoader loader) {
        return loader != ClassLoader.getPlatformClassLoader()
                && loader != ExecutorWeaver.class.getClassLoader()
                && !name.startsWith(ClassFiles.SPRING_BOOT_LOADER);
    }

    private byte @Nullable [] weave(byte[] bytes, int mentioned, Neighbours others) {
        ClassReader type = new ClassReader(bytes);
        boolean runs = (mentioned & ConstantPool.RUNNABLE_ITSELF) != 0 && ConstantPool.callsRun(type);
        boolean submits = (mentioned & ConstantPool.METHOD_OF_RUNNABLE) != 0 && declaresExecute(type);
        if (!runs && !submits) {
            return null;
        }
        isReading.set(true);
        try {
            boolean isExecutor = classes.isExecutor(type, others);
            boolean isWoven = isExecutor || (runs && classes.belongsToExecutor(type, others));
            if (!isWoven && others.missed() > 0 && files != null) {
                lookAgain(type.getClassName(), others.loader());
            }
            return isWoven && sight.has(others.loader(), HOOKS) ? woven(type, isExecutor) : null;
        } finally {
            isReading.remove();
        }
    }

    private void lookAgain(String name, ClassLoader loader) {
        undecided.putIfAbsent(loader, ConcurrentHashMap.newKeySet()).add(name);
        isAnyUndecided = true;
        lookout.run();
    }

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

    private static byte @Nullable [] woven(ClassReader type, boolean isExecutor) {
        ClassWriter writer = new ClassWriter(type, 0);
        WovenExecutor woven = new WovenExecutor(writer, isExecutor);
        type.accept(woven, 0);
        if (!woven.isChanged()) {
            return null;
        }
        SWITCH.woven(false);
        return writer.toByteArray();
    }
}
