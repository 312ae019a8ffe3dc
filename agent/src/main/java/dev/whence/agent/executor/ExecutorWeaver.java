package dev.whence.agent.executor;

import dev.whence.agent.weave.Sight;
import dev.whence.runtime.ExecutorHooks;
import dev.whence.runtime.HookSwitch;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
 */
public final class ExecutorWeaver implements ClassFileTransformer {
    /** The name of the hook. */
    public static final String HOOK = "Executor";

    private static final HookSwitch SWITCH = HookSwitch.named(HOOK);

    /** To read class files, this loader needs some of its own, which must not be waited for while one of them loads. */
    private static final String SPRING_BOOT_LOADER = "org/springframework/boot/loader/";

    private static final List<String> HOOKS = List.of("dev.whence.runtime.ExecutorHooks");

    private final Sight sight;
    private final ExecutorClasses classes;

    /** Set while a loader is asked for class files, which may make it load classes of its own. */
    private final ThreadLocal<Boolean> isReading = new ThreadLocal<>();

    /**
     * A weaver of the classes of all loaders but those of the JDK. {@code hasAskedOthers} is called when code of others
     * has run while a class was woven.
     */
    public ExecutorWeaver(Sight sight, Runnable hasAskedOthers) {
        this.sight = sight;
        this.classes = new ExecutorClasses(new ClassFiles(hasAskedOthers));
        ExecutorHooks.load();
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (name == null || loader == null || !isOfProgram(name, loader) || !SWITCH.isOn()) {
            return null;
        }
        try {
            int mentioned = ConstantPool.mentions(bytes);
            return mentioned == 0 || isReading.get() != null ? null : weave(bytes, mentioned, loader);
        } catch (Throwable e) {
            return null;
        }
    }

    /** Those of the classes that are loaded already which are worth a look: executors, and what may run their tasks. */
    public static List<Class<?>> mayWeave(Class<?>[] loaded) {
        List<Class<?>> ofProgram = new ArrayList<>();
        Set<Object> around = new HashSet<>();
        for (Class<?> type : loaded) {
            if (isOfProgram(type)) {
                ofProgram.add(type);
                if (Executor.class.isAssignableFrom(type)) {
                    around.add(type.getNestHost());
                    around.add(type.getPackage());
                }
            }
        }
        ofProgram.removeIf(type ->
                !around.contains(type.getNestHost()) && !(isWorker(type) && around.contains(type.getPackage())));
        return ofProgram;
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
                && !name.startsWith(SPRING_BOOT_LOADER);
    }

    private byte @Nullable [] weave(byte[] bytes, int mentioned, ClassLoader loader) {
        ClassReader type = new ClassReader(bytes);
        boolean runs = (mentioned & ConstantPool.RUNNABLE_ITSELF) != 0 && ConstantPool.callsRun(type);
        boolean submits = (mentioned & ConstantPool.METHOD_OF_RUNNABLE) != 0 && declaresExecute(type);
        if (!runs && !submits) {
            return null;
        }
        isReading.set(true);
        try {
            boolean isExecutor = classes.isExecutor(type, loader);
            boolean isWoven = isExecutor || (runs && classes.belongsToExecutor(type, loader));
            return isWoven && sight.has(loader, HOOKS) ? woven(type, isExecutor) : null;
        } finally {
            isReading.remove();
        }
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
