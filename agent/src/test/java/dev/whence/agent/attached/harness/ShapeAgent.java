package dev.whence.agent.attached.harness;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.EventListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * An agent that changes the shape of the very classes that ours weaves, as tracers and debuggers do: each gets a field,
 * an interface, and a method; and each of its methods a local variable, so that its own ones stand elsewhere.
 */
public final class ShapeAgent implements ClassFileTransformer {
    private static final String FIELD = "shape$";
    private static final Set<String> TYPES = Set.of(
            "java/util/concurrent/CompletableFuture",
            "java/util/concurrent/CompletableFuture$AnyOf",
            "java/util/concurrent/CompletableFuture$AsyncSupply",
            "java/util/concurrent/CompletableFuture$BiApply",
            "java/util/concurrent/CompletableFuture$OrApply",
            "java/util/concurrent/CompletableFuture$UniApply",
            "java/util/concurrent/CompletableFuture$UniCompose",
            "java/util/concurrent/CompletableFuture$UniComposeExceptionally",
            "java/util/concurrent/CompletableFuture$UniRelay",
            "java/util/concurrent/ForkJoinTask",
            "java/util/concurrent/FutureTask",
            "java/util/concurrent/LinkedBlockingQueue",
            "java/util/concurrent/LinkedBlockingQueue$Node",
            "java/util/concurrent/SynchronousQueue",
            "java/util/concurrent/ThreadPoolExecutor",
            "java/util/concurrent/ThreadPoolExecutor$Worker");

    private static Instrumentation instrumentation;

    /** Those that this one saw when they were loaded: no agent can change the shape of the others. */
    private final Set<String> shaped = ConcurrentHashMap.newKeySet();

    /** Called by the JVM; with the argument "eager" the agent uses the classes itself. */
    public static void premain(String arguments, Instrumentation given) throws ClassNotFoundException {
        instrumentation = given;
        instrumentation.addTransformer(new ShapeAgent(), true);
        if ("eager".equals(arguments)) {
            for (String type : TYPES) {
                Class.forName(type.replace('/', '.'));
            }
        }
    }

    /** What a test needs to do as yet another agent does. */
    public static Instrumentation instrumentation() {
        return instrumentation;
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
        boolean isLoaded = redefined != null && !shaped.contains(name);
        if (loader != null || !TYPES.contains(name) || isLoaded) {
            return null;
        }
        shaped.add(name);
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Shape(writer), ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    private static final class Shape extends ClassVisitor {
        private String name;

        Shape(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            this.name = name;
            String[] more = new String[interfaces.length + 1];
            System.arraycopy(interfaces, 0, more, 0, interfaces.length);
            more[interfaces.length] = Type.getInternalName(EventListener.class);
            super.visit(version, access, name, signature, superName, more);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            int parameters = (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - ((access & Opcodes.ACC_STATIC) >> 3);
            return new Shift(next, parameters);
        }

        @Override
        public void visitEnd() {
            int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_TRANSIENT | Opcodes.ACC_SYNTHETIC;
            super.visitField(access, FIELD, "Ljava/lang/Object;", null, null).visitEnd();
            addMethod();
            super.visitEnd();
        }

        private void addMethod() {
            MethodVisitor method = super.visitMethod(
                    Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC, FIELD, "()Ljava/lang/Object;", null, null);
            method.visitCode();
            method.visitVarInsn(Opcodes.ALOAD, 0);
            method.visitFieldInsn(Opcodes.GETFIELD, name, FIELD, "Ljava/lang/Object;");
            method.visitInsn(Opcodes.ARETURN);
            method.visitMaxs(0, 0);
            method.visitEnd();
        }
    }

    /** Puts a variable of its own between the parameters and the variables of the method. */
    private static final class Shift extends MethodVisitor {
        private final int parameters;

        Shift(MethodVisitor next, int parameters) {
            super(Opcodes.ASM9, next);
            this.parameters = parameters;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            super.visitInsn(Opcodes.ICONST_1);
            super.visitVarInsn(Opcodes.ISTORE, parameters);
        }

        @Override
        public void visitVarInsn(int opcode, int local) {
            super.visitVarInsn(opcode, shifted(local));
        }

        @Override
        public void visitIincInsn(int local, int increment) {
            super.visitIincInsn(shifted(local), increment);
        }

        @Override
        public void visitLocalVariable(
                String name,
                String descriptor,
                String signature,
                net.bytebuddy.jar.asm.Label start,
                net.bytebuddy.jar.asm.Label end,
                int local) {
            super.visitLocalVariable(name, descriptor, signature, start, end, shifted(local));
        }

        @Override
        public void visitFrame(int type, int locals, Object[] local, int stacks, Object[] stack) {
            Object[] all = new Object[locals + parameters + 1];
            int slot = 0;
            int index = 0;
            int next = 0;
            while (slot < parameters) {
                Object one = index < locals ? local[index++] : Opcodes.TOP;
                all[next++] = one;
                slot += one == Opcodes.LONG || one == Opcodes.DOUBLE ? 2 : 1;
            }
            all[next++] = Opcodes.INTEGER;
            while (index < locals) {
                all[next++] = local[index++];
            }
            super.visitFrame(type, next, all, stacks, stack);
        }

        private int shifted(int local) {
            return local < parameters ? local : local + 1;
        }
    }
}
