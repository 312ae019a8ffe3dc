package dev.whence.agent.library;

import dev.whence.agent.weave.CopyingWeaver;
import dev.whence.runtime.library.HookedMethod;
import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * The copier of a class that says by JetBrains' annotations where it schedules and where it executes something. The
 * annotated parameter is the key that both have; without one it is the object itself:
 *
 * <pre>{@code
 * void enqueue(@Async.Schedule Job job) {
 *     AnnotationHooks.scheduled(job, 17);
 *     ...
 * }
 *
 * void process(@Async.Execute Job job) {
 *     AnnotationHooks.begin(job, 18);
 *     try {
 *         ...
 *     } catch (Throwable t) {
 *         AnnotationHooks.thrown(t);
 *         AnnotationHooks.end(18);
 *         throw t;
 *     }
 *     AnnotationHooks.end(18);                       // before each return
 * }
 * }</pre>
 *
 * <p>A constructor schedules its object when it returns, since before that the object cannot be passed on. It executes
 * nothing. Bridges have the annotations of the methods that they call, and are left alone.
 *
 * <p>The annotations are known by name, whatever their retention. The handler is the only branch target that is added.
 * Its frame has no local variables, as the added code needs none.
 */
final class WovenAnnotations extends CopyingWeaver.Copier {
    static final String SCHEDULE = "Lorg/jetbrains/annotations/Async$Schedule;";
    static final String EXECUTE = "Lorg/jetbrains/annotations/Async$Execute;";

    private static final String HOOKS = "dev/whence/runtime/library/AnnotationHooks";
    private static final String OF_KEY = "(Ljava/lang/Object;I)V";
    private static final int NO_CODE = Opcodes.ACC_BRIDGE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE;

    private static final int NONE = -1;

    /** The slots that are taken in the handler, or at the beginning. */
    private static final int SLOTS = 2;

    WovenAnnotations(ClassVisitor next) {
        super(next);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
        return (access & NO_CODE) == 0 ? new Marked(next, access, name, descriptor) : next;
    }

    private String className() {
        return name.replace('/', '.');
    }

    /** A method that may have annotations. */
    private final class Marked extends MethodVisitor {
        private final boolean isStatic;
        private final boolean isConstructor;
        private final String name;
        private final Type[] parameters;
        private final Label start = new Label();

        /** The number of parameters that annotations count; the compiler adds others before them. */
        private int counted;

        /** The local variables with the keys. */
        private int scheduled = NONE;

        private int executed = NONE;
        private int number;

        Marked(MethodVisitor next, int access, String name, String descriptor) {
            super(Opcodes.ASM9, next);
            this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
            this.isConstructor = name.equals("<init>");
            this.name = name;
            this.parameters = Type.getArgumentTypes(descriptor);
            this.counted = parameters.length;
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean isVisible) {
            if (!isStatic) {
                mark(annotation, 0);
            }
            return super.visitAnnotation(annotation, isVisible);
        }

        @Override
        public void visitAnnotableParameterCount(int count, boolean isVisible) {
            counted = count == 0 ? parameters.length : count;
            super.visitAnnotableParameterCount(count, isVisible);
        }

        @Override
        public @Nullable AnnotationVisitor visitParameterAnnotation(
                int parameter, String annotation, boolean isVisible) {
            int index = parameter + parameters.length - counted;
            if (index >= 0 && index < parameters.length && parameters[index].getSort() >= Type.ARRAY) {
                mark(annotation, local(index));
            }
            return super.visitParameterAnnotation(parameter, annotation, isVisible);
        }

        private int local(int index) {
            int local = isStatic ? 0 : 1;
            for (int i = 0; i < index; i++) {
                local += parameters[i].getSize();
            }
            return local;
        }

        /** A parameter is the more exact key. */
        private void mark(String annotation, int local) {
            if (annotation.equals(SCHEDULE)) {
                scheduled = Math.max(scheduled, local);
            } else if (annotation.equals(EXECUTE) && !isConstructor) {
                executed = Math.max(executed, local);
            }
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (scheduled != NONE || executed != NONE) {
                isChanged = true;
                number = HookedMethod.number(AnnotationWeaver.HOOK, className() + "." + name, List.of());
            }
            if (scheduled != NONE && !schedulesItself()) {
                ofKey(scheduled, "scheduled");
            }
            if (executed != NONE) {
                ofKey(executed, "begin");
                super.visitLabel(start);
            }
        }

        private boolean schedulesItself() {
            return isConstructor && scheduled == 0;
        }

        private void ofKey(int local, String hook) {
            super.visitVarInsn(Opcodes.ALOAD, local);
            super.visitLdcInsn(number);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, hook, OF_KEY, false);
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
                if (schedulesItself()) {
                    ofKey(0, "scheduled");
                }
                if (executed != NONE) {
                    end();
                }
            }
            super.visitInsn(opcode);
        }

        private void end() {
            super.visitLdcInsn(number);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, "end", "(I)V", false);
        }

        /** Adds the handler, as the last one, so that those of the method itself take precedence. */
        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            if (executed != NONE) {
                Label handler = new Label();
                super.visitTryCatchBlock(start, handler, handler, null);
                super.visitLabel(handler);
                if (hasFrames) {
                    super.visitFrame(Opcodes.F_FULL, 0, null, 1, new Object[] {"java/lang/Throwable"});
                }
                super.visitInsn(Opcodes.DUP);
                super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, "thrown", "(Ljava/lang/Throwable;)V", false);
                end();
                super.visitInsn(Opcodes.ATHROW);
            }
            super.visitMaxs(maxStack + SLOTS, maxLocals);
        }
    }
}
