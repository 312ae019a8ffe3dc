package dev.whence.agent.executor;

import dev.whence.agent.weave.ConstantTexts;
import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;

/** What the constants of a class tell, before anything else of it is looked at: hardly any class is an executor. */
final class ConstantPool {
    private static final ConstantTexts TEXTS =
            new ConstantTexts("java/lang/Runnable", "(Ljava/lang/Runnable;)V", "dev/whence/runtime/jdk/ExecutorHooks");

    /** What {@link #mentions} finds: the name of {@link Runnable}. */
    static final int RUNNABLE_ITSELF = 1;

    /** What {@link #mentions} finds: a method that gets a runnable and returns nothing. */
    static final int METHOD_OF_RUNNABLE = 2;

    private static final int HOOKS = 4;

    private static final int CLASS = 7;
    private static final int INTERFACE_METHOD = 11;

    /** What a class names; nothing, if it is woven already. */
    static int mentions(byte[] classFile) {
        int found = TEXTS.in(classFile);
        return (found & HOOKS) == 0 ? found : 0;
    }

    /** Whether a class calls {@code Runnable.run()}, or refers to it. */
    static boolean callsRun(ClassReader type) {
        char[] buffer = new char[type.getMaxStringLength()];
        for (int i = 1; i < type.getItemCount(); i++) {
            int at = type.getItem(i);
            if (at > 0
                    && type.readByte(at - 1) == INTERFACE_METHOD
                    && "java/lang/Runnable".equals(type.readClass(at, buffer))
                    && "run".equals(type.readUTF8(type.getItem(type.readUnsignedShort(at + 2)), buffer))) {
                return true;
            }
        }
        return false;
    }

    /** The internal names of all classes that a class names. */
    static Set<String> classes(ClassReader type) {
        Set<String> names = new HashSet<>();
        char[] buffer = new char[type.getMaxStringLength()];
        for (int i = 1; i < type.getItemCount(); i++) {
            int at = type.getItem(i);
            if (at > 0 && type.readByte(at - 1) == CLASS) {
                names.add(type.readUTF8(at, buffer));
            }
        }
        return names;
    }

    private ConstantPool() {}
}
