package dev.whence.agent.perturbation;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * A transformer of the agent's own runtime, which inserts the calls of {@link dev.whence.runtime.Perturbation}: before a
 * task runs, and before a future is completed.
 */
final class PerturbationWeaver implements ClassFileTransformer {
    /** The classes that are changed. */
    static final List<String> WOVEN = List.of("dev.whence.runtime.Task", "dev.whence.runtime.jdk.CompletionEdges");

    private static final String PERTURBATION = "dev/whence/runtime/Perturbation";
    private static final String TASK = "dev/whence/runtime/Task";

    private int inserted;

    /** Returns whether each class has been given its call. */
    boolean isDone() {
        return inserted == WOVEN.size();
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (redefined == null || !WOVEN.contains(redefined.getName())) {
            return null;
        }
        ClassReader type = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(type, ClassWriter.COMPUTE_MAXS);
        type.accept(new Inserting(writer), 0);
        return writer.toByteArray();
    }

    private final class Inserting extends ClassVisitor {
        Inserting(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, @Nullable String signature, String @Nullable [] thrown) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, thrown);
            boolean isRun = name.equals("resume") && descriptor.endsWith("Ljava/lang/Object;)V");
            boolean isCompletion = name.equals("completing") && (access & Opcodes.ACC_STATIC) != 0;
            if (!isRun && !isCompletion) {
                return next;
            }
            inserted++;
            return new Entering(next, isRun);
        }
    }

    private static final class Entering extends MethodVisitor {
        private final boolean isRun;

        Entering(MethodVisitor next, boolean isRun) {
            super(Opcodes.ASM9, next);
            this.isRun = isRun;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (isRun) {
                super.visitVarInsn(Opcodes.ALOAD, 0);
            }
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    PERTURBATION,
                    isRun ? "running" : "completing",
                    isRun ? "(L" + TASK + ";)V" : "()V",
                    false);
        }
    }
}
