package dev.whence.agent.waiting;

import dev.whence.agent.weave.CopyingWeaver;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * The copier of a class that waits for a monitor. {@code Object.wait} is native on JDK 17, so its calls are woven:
 *
 * <pre>{@code
 * WaitHooks.waiting(lock);
 * lock.wait();                                       // and lock.wait(millis)
 * }</pre>
 *
 * <p>The monitor, and the time, are on the stack already. The added instructions copy the monitor and leave the stack
 * as it was.
 */
final class WovenMonitor extends CopyingWeaver.Copier {
    private static final String HOOKS = "dev/whence/runtime/jdk/WaitHooks";

    /** The slots that the copies take at most: for a wait with a time, a copy of the time and of the monitor. */
    private static final int SLOTS = 2;

    WovenMonitor(ClassVisitor next) {
        super(next);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        return new Waiting(super.visitMethod(access, name, descriptor, signature, exceptions));
    }

    private final class Waiting extends MethodVisitor {
        private int added;

        Waiting(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (opcode == Opcodes.INVOKEVIRTUAL && name.equals("wait")) {
                if (descriptor.equals("()V")) {
                    super.visitInsn(Opcodes.DUP);
                    waiting();
                } else if (descriptor.equals("(J)V")) {
                    // monitor, time becomes time, monitor, time, then time, monitor, then monitor, time, monitor.
                    super.visitInsn(Opcodes.DUP2_X1);
                    super.visitInsn(Opcodes.POP2);
                    super.visitInsn(Opcodes.DUP_X2);
                    waiting();
                }
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }

        private void waiting() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, "waiting", "(Ljava/lang/Object;)V", false);
            added = SLOTS;
            isChanged = true;
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack + added, maxLocals);
        }
    }
}
