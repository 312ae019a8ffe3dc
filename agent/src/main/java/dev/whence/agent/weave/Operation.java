package dev.whence.agent.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** One instruction. Which of the components have a meaning depends on the opcode. */
record Operation(int opcode, int local, String owner, String name, String descriptor) {
    /** In the place of a local variable's number: the variable is known only when the method is copied. */
    static final int OWNER = -1;

    static final int ARGUMENT = -2;

    private static final String TABLE = Point.RUNTIME + "FieldTable";

    /** Returns whether the code loads no local variable but one that is known. */
    boolean knows(Locals locals) {
        return variable(locals) != Locals.NONE;
    }

    private int variable(Locals locals) {
        return local == OWNER ? locals.owner(name) : local == ARGUMENT ? locals.argument(name) : local;
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

    void emit(MethodVisitor into, Locals locals) {
        switch (opcode) {
            case Opcodes.ALOAD, Opcodes.LLOAD, Opcodes.ILOAD, Opcodes.ASTORE, Opcodes.ISTORE ->
                into.visitVarInsn(opcode, variable(locals));
            case Opcodes.SIPUSH -> into.visitIntInsn(opcode, local);
            case Opcodes.CHECKCAST -> into.visitTypeInsn(opcode, owner.isEmpty() ? locals.type(name) : owner);
            case Opcodes.LDC -> into.visitLdcInsn(Type.getObjectType(locals.type(name)));
            case Opcodes.GETFIELD, Opcodes.PUTFIELD -> into.visitFieldInsn(opcode, owner, name, descriptor);
            case Opcodes.INVOKESTATIC, Opcodes.INVOKEVIRTUAL, Opcodes.INVOKEINTERFACE ->
                into.visitMethodInsn(opcode, owner, name, descriptor, opcode == Opcodes.INVOKEINTERFACE);
            default -> into.visitInsn(opcode);
        }
    }
}
