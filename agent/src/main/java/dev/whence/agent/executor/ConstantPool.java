package dev.whence.agent.executor;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;

/**
 * What the constants of a class tell, before anything else of it is looked at.
 *
 * <p>Every class that an application loads comes by here, and hardly any of them is an executor.
 */
final class ConstantPool {
    private static final byte[] HOOKS = "dev/whence/runtime/ExecutorHooks".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RUNNABLE = "java/lang/Runnable".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OF_RUNNABLE = "(Ljava/lang/Runnable;)V".getBytes(StandardCharsets.US_ASCII);

    /** What {@link #mentions} finds: the name of {@link Runnable}. */
    static final int RUNNABLE_ITSELF = 1;

    /** What {@link #mentions} finds: a method that gets a runnable and returns nothing. */
    static final int METHOD_OF_RUNNABLE = 2;

    private static final int TEXT = 1;
    private static final int CLASS = 7;
    private static final int INTERFACE_METHOD = 11;

    /** Bytes of a constant of each kind, its tag included; without those of a text. */
    private static final int[] SIZES = {0, 3, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3};

    /** What a class names; nothing, if it is woven already. */
    static int mentions(byte[] classFile) {
        int found = 0;
        int count = u2(classFile, 8);
        int at = 10;
        for (int i = 1; i < count; i++) {
            int tag = classFile[at];
            int size = SIZES[tag];
            if (tag == TEXT) {
                int length = u2(classFile, at + 1);
                if (is(RUNNABLE, classFile, at + 3, length)) {
                    found |= RUNNABLE_ITSELF;
                } else if (is(OF_RUNNABLE, classFile, at + 3, length)) {
                    found |= METHOD_OF_RUNNABLE;
                } else if (is(HOOKS, classFile, at + 3, length)) {
                    return 0;
                }
                size += length;
            } else if (size == 9) {
                i++;
            }
            at += size;
        }
        return found;
    }

    private static boolean is(byte[] text, byte[] classFile, int at, int length) {
        return length == text.length && Arrays.equals(text, 0, length, classFile, at, at + length);
    }

    private static int u2(byte[] classFile, int at) {
        return ((classFile[at] & 0xff) << 8) | (classFile[at + 1] & 0xff);
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
