package dev.whence.agent.executor;

import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Copies a class: {@code execute(Runnable)} tells when it begins and ends, and {@code Runnable.run()} is called by way of
 * the hook.
 *
 * <p>A call of the hook takes and leaves the same on the stack as the call that it replaces, and there are no branches. So
 * the stack map frames of the class stay as they are, whatever wrote it.
 */
final class WovenExecutor extends ClassVisitor {
    private static final String HOOKS = "dev/whence/runtime/jdk/ExecutorHooks";
    private static final String RUNNABLE = "java/lang/Runnable";
    private static final String OF_RUNNABLE = "(Ljava/lang/Runnable;)V";
    private static final int NO_CODE = Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;

    private static final Handle RUN = new Handle(Opcodes.H_INVOKESTATIC, HOOKS, "run", OF_RUNNABLE, false);

    private final boolean isExecutor;
    private boolean hasFrames;
    private boolean isChanged;

    WovenExecutor(ClassVisitor next, boolean isExecutor) {
        super(Opcodes.ASM9, next);
        this.isExecutor = isExecutor;
    }

    /** Whether anything was found to be woven. */
    boolean isChanged() {
        return isChanged;
    }

    /** Whether a method is that of an executor, with a body. */
    static boolean isExecute(int access, String name, String descriptor) {
        return name.equals("execute") && descriptor.equals(OF_RUNNABLE) && (access & NO_CODE) == 0;
    }

    @Override
    public void visit(
            int version,
            int access,
            String internalName,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        hasFrames = (version & 0xffff) >= Opcodes.V1_6;
        super.visit(version, access, internalName, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String method, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor next = super.visitMethod(access, method, descriptor, signature, exceptions);
        MethodVisitor running = new Running(next);
        return isExecutor && isExecute(access, method, descriptor) ? new Submitting(running) : running;
    }

    /** Where an executor gets a runnable. */
    private final class Submitting extends MethodVisitor {
        private final Label start = new Label();

        Submitting(MethodVisitor next) {
            super(Opcodes.ASM9, next);
            isChanged = true;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            super.visitVarInsn(Opcodes.ALOAD, 1);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, "submitting", OF_RUNNABLE, false);
            super.visitLabel(start);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.RETURN) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, "submitted", "()V", false);
            }
            super.visitInsn(opcode);
        }

        /** The last handler, so that those of the method itself come first. */
        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            Label handler = new Label();
            super.visitTryCatchBlock(start, handler, handler, null);
            super.visitLabel(handler);
            if (hasFrames) {
                super.visitFrame(Opcodes.F_FULL, 0, null, 1, new Object[] {"java/lang/Throwable"});
            }
            super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, "rejected", "()V", false);
            super.visitInsn(Opcodes.ATHROW);
            super.visitMaxs(Math.max(maxStack, 1), maxLocals);
        }
    }

    /** Where runnables are run. */
    private final class Running extends MethodVisitor {
        Running(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String method, String descriptor, boolean isInterface) {
            if (opcode == Opcodes.INVOKEINTERFACE && owner.equals(RUNNABLE) && method.equals("run")) {
                isChanged = true;
                super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, "run", OF_RUNNABLE, false);
            } else {
                super.visitMethodInsn(opcode, owner, method, descriptor, isInterface);
            }
        }

        /**
         * A lambda that can be serialised says what it calls, and is not changed. What a static method gets that takes the
         * place of {@code run} must be declared as a runnable, where {@code run} itself could be called on any subtype.
         */
        @Override
        public void visitInvokeDynamicInsn(String method, String descriptor, Handle bootstrap, Object... arguments) {
            Object[] woven = arguments;
            if (bootstrap.getName().equals("metafactory")
                    && arguments.length == 3
                    && isRun(arguments[1])
                    && (descriptor.startsWith("()") || descriptor.startsWith("(Ljava/lang/Runnable;)"))) {
                isChanged = true;
                woven = new Object[] {arguments[0], RUN, arguments[2]};
            }
            super.visitInvokeDynamicInsn(method, descriptor, bootstrap, woven);
        }

        private boolean isRun(Object argument) {
            return argument instanceof Handle handle
                    && handle.getTag() == Opcodes.H_INVOKEINTERFACE
                    && handle.getOwner().equals(RUNNABLE)
                    && handle.getName().equals("run");
        }
    }
}
