package dev.whence.agent.loader;

import dev.whence.agent.weave.CopyingWeaver;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * The copier of a class loader. Both methods {@code loadClass} get a new beginning:
 *
 * <pre>{@code
 * protected Class<?> loadClass(String name, boolean resolve) {
 *     if (LoaderHooks.isOurs(name)) {
 *         return LoaderHooks.find(name);
 *     }
 *     ...
 * }
 * }</pre>
 *
 * <p>This is the only branch that the agent adds to a method, so it needs a stack map frame at its target. There the
 * stack is empty and the local variables are those with which the method began. The JVM has an implicit frame for the
 * beginning, and {@code F_SAME} says just that: as in the frame before. The method's own first frame is relative to the
 * frame before it too, which has changed from the implicit one to an equal one.
 *
 * <p>The method may begin with a branch target of its own, such as the head of a loop. Then two frames would be at the
 * same instruction, which is not allowed. The {@code nop} keeps them apart.
 */
final class WovenLoader extends CopyingWeaver.Copier {
    private static final String HOOKS = "dev/whence/runtime/jdk/LoaderHooks";
    private static final String BY_NAME = "(Ljava/lang/String;)Ljava/lang/Class;";
    private static final String AND_RESOLVE = "(Ljava/lang/String;Z)Ljava/lang/Class;";
    private static final int NO_CODE = Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;

    WovenLoader(ClassVisitor next) {
        super(next);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String method, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor next = super.visitMethod(access, method, descriptor, signature, exceptions);
        boolean isLoadClass = method.equals("loadClass")
                && (descriptor.equals(BY_NAME) || descriptor.equals(AND_RESOLVE))
                && (access & NO_CODE) == 0;
        isChanged |= isLoadClass;
        return isLoadClass ? new Loading(next) : next;
    }

    /** The beginning of a method {@code loadClass}. */
    private final class Loading extends MethodVisitor {
        Loading(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            Label others = new Label();
            super.visitVarInsn(Opcodes.ALOAD, 1);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, "isOurs", "(Ljava/lang/String;)Z", false);
            super.visitJumpInsn(Opcodes.IFEQ, others);
            super.visitVarInsn(Opcodes.ALOAD, 1);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, "find", BY_NAME, false);
            super.visitInsn(Opcodes.ARETURN);
            super.visitLabel(others);
            if (hasFrames) {
                super.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
            }
            super.visitInsn(Opcodes.NOP);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(Math.max(maxStack, 1), maxLocals);
        }
    }
}
