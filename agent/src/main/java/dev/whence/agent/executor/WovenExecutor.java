package dev.whence.agent.executor;

import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * The copier of an executor, or of a class that runs tasks for one:
 *
 * <pre>{@code
 * public void execute(Runnable task) {
 *     ExecutorHooks.submitting(task);
 *     try {
 *         ...
 *         ExecutorHooks.submitted();
 *         return;
 *     } catch (Throwable rejection) {
 *         ExecutorHooks.rejected();
 *         throw rejection;
 *     }
 * }
 *
 * void runTasks() {                                  // any method
 *     ... ExecutorHooks.run(task); ...               // was task.run()
 *     ... tasks.forEach(ExecutorHooks::run); ...     // was Runnable::run
 * }
 * }</pre>
 *
 * <p>Or the copier of a class that makes an executor of a lambda or a method reference. The classes of these cannot be
 * woven, so there is another one around it:
 *
 * <pre>{@code
 * Executor made = queue::add;
 * Executor executor = task -> ExecutorHooks.execute(made, task);
 * }</pre>
 *
 * <p>{@code ExecutorHooks.run} takes a runnable from the stack and leaves nothing, exactly as the call of the
 * interface's method does. So it can take the place of that call anywhere. The verifier lets any object pass where an
 * interface is expected, so the call was possible with an object that is no runnable; the hook's parameter is an
 * interface as well.
 *
 * <p>Only {@code execute} gets a branch target, the handler at its end. Its frame has no local variables, and thus can
 * be reached from everywhere (see {@code Splicer} of the package {@code weave}, which tells it all). Class files before
 * version 50 have no frames, and none is written for them. Here that matters: an application may have classes of any
 * age.
 */
final class WovenExecutor extends ClassVisitor {
    private static final String HOOKS = "dev/whence/runtime/jdk/ExecutorHooks";
    private static final String RUNNABLE = "java/lang/Runnable";
    private static final String OF_RUNNABLE = "(Ljava/lang/Runnable;)V";

    /** The flags of methods without a body, or without a receiver. */
    private static final int NO_CODE = Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;

    /** The method reference that takes the place of {@code Runnable::run}. */
    private static final Handle RUN = new Handle(Opcodes.H_INVOKESTATIC, HOOKS, "run", OF_RUNNABLE, false);

    private static final String EXECUTOR = "Ljava/util/concurrent/Executor;";

    private static final Handle METAFACTORY = new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/LambdaMetafactory",
            "metafactory",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
                    + "Ljava/lang/invoke/CallSite;",
            false);

    /** The method of the executor around a lambda. */
    private static final Handle EXECUTE =
            new Handle(Opcodes.H_INVOKESTATIC, HOOKS, "execute", "(" + EXECUTOR + "Ljava/lang/Runnable;)V", false);

    /** The methods of the JDK's collections and functions that only pass an object on. */
    private static final Set<String> PASSING_ON = Set.of(
            "accept",
            "add",
            "addFirst",
            "addLast",
            "apply",
            "offer",
            "offerFirst",
            "offerLast",
            "push",
            "put",
            "putFirst",
            "putLast",
            "test",
            "transfer",
            "tryTransfer");

    private final boolean isExecutor;

    /** The internal names of the executors that the class makes of lambdas. */
    private final Set<String> made;

    /** The outermost classes of the methods that are executors. */
    private final Set<String> owners = new HashSet<>();

    /** Whether the class file is of a version that has stack map frames. */
    private boolean hasFrames;

    private boolean isChanged;

    WovenExecutor(ClassVisitor next, boolean isExecutor, Set<String> made) {
        super(Opcodes.ASM9, next);
        this.isExecutor = isExecutor;
        this.made = made;
    }

    /** Returns the internal names of the classes whose methods are executors. */
    Set<String> owners() {
        return owners;
    }

    /** Returns whether anything was woven. */
    boolean isChanged() {
        return isChanged;
    }

    /**
     * Returns whether a method is {@code execute(Runnable)} of an object, with a body. The method may have the executor
     * to use as a second parameter.
     */
    static boolean isExecute(int access, String name, String descriptor) {
        return name.equals("execute")
                && (descriptor.equals(OF_RUNNABLE) || descriptor.equals("(Ljava/lang/Runnable;" + EXECUTOR + ")V"))
                && (access & NO_CODE) == 0;
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

    /** The method that is given a runnable. */
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

        /** Adds the handler, as the last one, so that those of the method itself take precedence. */
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

    /** A method that may run runnables. */
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
         * Replaces method references to {@code Runnable.run()}.
         *
         * <p>A method reference that can be serialised names its method in the serialised form. It has other bootstrap
         * arguments and is left alone. A reference that captures its receiver is replaced only if the receiver is
         * declared as a runnable: where {@code run} itself accepts an object of a subtype, the parameter of a static
         * method must match.
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
            if (isExecutorMade(method, descriptor, bootstrap, arguments)) {
                isChanged = true;
                owners.add(((Handle) arguments[1]).getOwner());
                Type executor = Type.getReturnType(descriptor);
                super.visitInvokeDynamicInsn(
                        method, "(" + EXECUTOR + ")" + executor, METAFACTORY, arguments[0], EXECUTE, arguments[2]);
            }
        }

        /**
         * Whether an executor is made that keeps its tasks for later. One that only calls a method of the JDK is left
         * alone: if that runs the task at once, there is no hop, and if it hands the task on, the JDK's own hooks know.
         */
        private boolean isExecutorMade(String method, String descriptor, Handle bootstrap, Object... arguments) {
            return method.equals("execute")
                    && bootstrap.equals(METAFACTORY)
                    && arguments[0].equals(Type.getMethodType(OF_RUNNABLE))
                    && arguments[2].equals(Type.getMethodType(OF_RUNNABLE))
                    && made.contains(Type.getReturnType(descriptor).getInternalName())
                    && mayKeep((Handle) arguments[1]);
        }

        private boolean mayKeep(Handle called) {
            String owner = called.getOwner();
            return owner.startsWith("java/util/")
                    ? PASSING_ON.contains(called.getName())
                    : !owner.startsWith("java/") && !owner.startsWith("javax/");
        }

        private boolean isRun(Object argument) {
            return argument instanceof Handle handle
                    && handle.getTag() == Opcodes.H_INVOKEINTERFACE
                    && handle.getOwner().equals(RUNNABLE)
                    && handle.getName().equals("run");
        }
    }
}
