package dev.whence.agent.executor;

import dev.whence.agent.weave.ConstantTexts;
import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Type;

/**
 * A look at the constants of a class, before anything else of it is parsed. Hardly any class is an executor, and nearly
 * all are ruled out here.
 */
final class ConstantPool {
    private static final ConstantTexts TEXTS =
            new ConstantTexts("java/lang/Runnable", "(Ljava/lang/Runnable;)V", "dev/whence/runtime/jdk/ExecutorHooks");

    /** A bit of the result of {@link #mentions}: the class names {@link Runnable}. */
    static final int RUNNABLE_ITSELF = 1;

    /**
     * A bit of the result of {@link #mentions}: the class has or calls a method that takes a runnable and returns
     * nothing.
     */
    static final int METHOD_OF_RUNNABLE = 2;

    /** A bit of the search: the class calls the hook, so it is woven already. */
    private static final int HOOKS = 4;

    /** The tag of a {@code CONSTANT_Class}. */
    private static final int CLASS = 7;

    /** The tag of a {@code CONSTANT_InterfaceMethodref}. */
    private static final int INTERFACE_METHOD = 11;

    /** The tag of a {@code CONSTANT_InvokeDynamic}. */
    private static final int INVOKE_DYNAMIC = 18;

    /** Returns what a class names, as bits; 0 if it is woven already. */
    static int mentions(byte[] classFile) {
        int found = TEXTS.in(classFile);
        return (found & HOOKS) == 0 ? found : 0;
    }

    /** Returns whether a class calls {@code Runnable.run()}, or has a method reference to it. */
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

    /**
     * Returns the types of the objects that a class makes of a lambda or a method reference for a method
     * {@code execute}. They may be executors.
     */
    static Set<String> madeForExecute(ClassReader type) {
        Set<String> names = new HashSet<>();
        char[] buffer = new char[type.getMaxStringLength()];
        for (int i = 1; i < type.getItemCount(); i++) {
            int at = type.getItem(i);
            if (at > 0 && type.readByte(at - 1) == INVOKE_DYNAMIC) {
                int nameAndType = type.getItem(type.readUnsignedShort(at + 2));
                if ("execute".equals(type.readUTF8(nameAndType, buffer))) {
                    String descriptor = type.readUTF8(nameAndType + 2, buffer);
                    Type made = Type.getReturnType(descriptor);
                    if (made.getSort() == Type.OBJECT) {
                        names.add(made.getInternalName());
                    }
                }
            }
        }
        return names;
    }

    /** Returns the internal names of all classes that a class names. */
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
