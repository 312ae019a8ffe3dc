package dev.whence.agent.weave;

import java.util.Map;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** One instruction. Which of the components have a meaning depends on the opcode. */
record Operation(int opcode, int local, String owner, String name, String descriptor) {
    /** In the place of a local variable's number: the variable is known only when the method is copied. */
    static final int OWNER = -1;

    private static final String TABLE = Point.RUNTIME + "FieldTable";

    /** Returns whether the code loads no local variable but one that is known. */
    boolean knows(Map<String, Integer> owners) {
        return local != OWNER || owners.getOrDefault(name, OWNER) >= 0;
    }

    /**
     * Returns the same access to a table. Its method takes from the stack what the field instruction takes, and
     * leaves the same, so that one can stand for the other.
     */
    Operation byTable() {
        return opcode == Opcodes.GETFIELD
                ? new Operation(Opcodes.INVOKESTATIC, 0, TABLE, "get", "(Ljava/lang/Object;)Ljava/lang/Object;")
                : new Operation(Opcodes.INVOKESTATIC, 0, TABLE, "put", "(Ljava/lang/Object;Ljava/lang/Object;)V");
    }

    /** Returns the same operation on the classes of a relocated library. */
    Operation in(CopiedNames names) {
        return new Operation(opcode, local, names.ofClass(owner), name, names.inDescriptor(descriptor));
    }

    void emit(MethodVisitor into, Map<String, Integer> owners) {
        switch (opcode) {
            case Opcodes.ALOAD, Opcodes.LLOAD, Opcodes.ILOAD, Opcodes.ASTORE, Opcodes.ISTORE ->
                into.visitVarInsn(opcode, local == OWNER ? owners.getOrDefault(name, OWNER) : local);
            case Opcodes.CHECKCAST -> into.visitTypeInsn(opcode, owner);
            case Opcodes.GETFIELD, Opcodes.PUTFIELD -> into.visitFieldInsn(opcode, owner, name, descriptor);
            case Opcodes.INVOKESTATIC, Opcodes.INVOKEVIRTUAL, Opcodes.INVOKEINTERFACE ->
                into.visitMethodInsn(opcode, owner, name, descriptor, opcode == Opcodes.INVOKEINTERFACE);
            default -> into.visitInsn(opcode);
        }
    }
}
