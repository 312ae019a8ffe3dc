package dev.whence.agent.loader;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Copies a class loader: both methods {@code loadClass} begin with
 * {@code if (LoaderHooks.isOurs(name)) return LoaderHooks.find(name);}.
 */
final class WovenLoader extends ClassVisitor {
    private static final String HOOKS = "dev/whence/runtime/jdk/LoaderHooks";
    private static final String BY_NAME = "(Ljava/lang/String;)Ljava/lang/Class;";
    private static final String AND_RESOLVE = "(Ljava/lang/String;Z)Ljava/lang/Class;";
    private static final int NO_CODE = Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;

    private boolean hasFrames;
    private boolean isChanged;

    WovenLoader(ClassVisitor next) {
        super(Opcodes.ASM9, next);
    }

    /** Whether anything was found to be woven. */
    boolean isChanged() {
        return isChanged;
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        hasFrames = (version & 0xffff) >= Opcodes.V1_6;
        super.visit(version, access, name, signature, superName, interfaces);
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
            super.visitInsn(Opcodes.NOP); // The method's own first frame may stand where its code begins.
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(Math.max(maxStack, 1), maxLocals);
        }
    }
}
