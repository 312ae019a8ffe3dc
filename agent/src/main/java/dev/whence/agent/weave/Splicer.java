package dev.whence.agent.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Copies a method and splices in the code of its points. */
final class Splicer extends MethodVisitor {
    /** The most that the code of a point puts on the stack. */
    private static final int EXTRA_STACK = 6;

    private static final int NONE = -1;

    private final String owner;
    private final List<Point> points;
    private final Set<Point> found;
    private final Set<String> fieldless;
    private final List<Label> handlers = new ArrayList<>();
    private final Label start = new Label();

    /** The local variables of which fields were read last, by the field. */
    private final Map<String, Integer> owners = new HashMap<>();

    /** The local variable that the last instruction has loaded, if it has. */
    private int loaded = NONE;

    private boolean atHandler;

    Splicer(MethodVisitor next, String owner, List<Point> points, Set<Point> found, Set<String> fieldless) {
        super(Weaving.ASM, next);
        this.owner = owner;
        this.points = points;
        this.found = found;
        this.fieldless = fieldless;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        super.visitLabel(start);
        splice(Point.Where.ENTER, "");
    }

    @Override
    public void visitInsn(int opcode) {
        loaded = NONE;
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            splice(Point.Where.EXIT, "");
            splice(Point.Where.FINALLY, "");
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitVarInsn(int opcode, int local) {
        loaded = opcode == Opcodes.ALOAD ? local : NONE;
        super.visitVarInsn(opcode, local);
    }

    @Override
    public void visitMethodInsn(int opcode, String type, String name, String descriptor, boolean isInterface) {
        loaded = NONE;
        splice(Point.Where.BEFORE_CALL, name);
        if (!splice(Point.Where.INSTEAD_OF_CALL, name)) {
            super.visitMethodInsn(opcode, type, name, descriptor, isInterface);
        }
        splice(Point.Where.AFTER_CALL, name);
    }

    @Override
    public void visitFieldInsn(int opcode, String type, String name, String descriptor) {
        int local = loaded;
        loaded = NONE;
        if (opcode == Opcodes.PUTFIELD && type.equals(owner)) {
            splice(Point.Where.BEFORE_PUT, name);
        }
        super.visitFieldInsn(opcode, type, name, descriptor);
        if (opcode == Opcodes.GETFIELD && owners.put(name, local) == null) {
            splice(Point.Where.AFTER_FIRST_GET, name);
        }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        loaded = NONE;
        super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
        if ("java/lang/Throwable".equals(type)) {
            handlers.add(handler);
        }
        super.visitTryCatchBlock(start, end, handler, type);
    }

    @Override
    public void visitLabel(Label label) {
        super.visitLabel(label);
        atHandler |= handlers.contains(label);
    }

    /** Code cannot stand at the label of a handler, since the frame comes between. */
    @Override
    public void visitFrame(int type, int locals, Object[] local, int stacks, Object[] stack) {
        super.visitFrame(type, locals, local, stacks, stack);
        if (atHandler) {
            atHandler = false;
            splice(Point.Where.CATCH, "");
        }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (has(Point.Where.FINALLY)) {
            addFinally();
        }
        super.visitMaxs(maxStack + EXTRA_STACK, maxLocals);
    }

    /** The last handler of the method, so that its own ones come first. */
    private void addFinally() {
        Label handler = new Label();
        super.visitTryCatchBlock(start, handler, handler, null);
        super.visitLabel(handler);
        super.visitFrame(Opcodes.F_FULL, 0, null, 1, new Object[] {"java/lang/Throwable"});
        splice(Point.Where.FINALLY, "");
        super.visitInsn(Opcodes.ATHROW);
    }

    private boolean has(Point.Where where) {
        for (Point point : points) {
            if (point.where == where) {
                return true;
            }
        }
        return false;
    }

    private boolean splice(Point.Where where, String target) {
        boolean spliced = false;
        for (Point point : points) {
            if (point.where == where && point.target.equals(target) && point.knows(owners)) {
                point.splice(mv, fieldless, owners);
                found.add(point);
                spliced = true;
            }
        }
        return spliced;
    }
}
