package dev.whence.agent.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * The copier of one method, which splices in the code of the points that are in the method.
 *
 * <p>ASM visits the method's instructions in their order. Each is passed on as it is, and where a point says so, the
 * code of the point is emitted before it, after it or in its place.
 *
 * <h2>Why the stack map frames stay valid</h2>
 *
 * <p>A class file says for each branch target which types the local variables and the operand stack have there. The
 * JVM's verifier relies on these <em>stack map frames</em>. ASM could compute them anew, but to merge two types it has
 * to know their common supertype, and so to load classes or read their files. A transformer of JDK classes cannot do
 * that: what is loaded while it works is not woven, and class loaders may deadlock. So the frames are copied, and the
 * spliced code keeps to rules under which each of them stays true:
 *
 * <ul>
 *   <li>It has no branches, so it adds no branch target and needs no frame of its own.
 *   <li>It leaves the stack below it alone, and leaves on top of it what the method's next instruction expects: the
 *       same number of values of the same types. Code in the place of a call takes the receiver and the arguments, and
 *       leaves what the call would have left. Code that replaces a value, before a field is written or a result
 *       returned, leaves one of the same type.
 *   <li>It adds no local variables. It stores into parameters only, and only values of the parameter's declared type.
 *   <li>It loads parameters, which have the same numbers in every compilation of the method, or a variable that the
 *       method itself has just loaded (see {@link Point#loadOwner}). At the beginning of a constructor it does not load
 *       {@code this}, which is not initialised there.
 * </ul>
 *
 * <p>The only exceptions are {@link Where#THROW} and {@link Where#FINALLY}, for which a handler is added to the end of
 * the method. Its frame is written by hand: one throwable on the stack, and no local variables at all. Such a frame can
 * be reached from everywhere in the method, because a variable of any type may be forgotten. That is why code at the end
 * of a method cannot load any. A constructor cannot have such a handler, as the frame would also have to say that
 * {@code this} is not initialised yet.
 *
 * <p>The number of local variables stays, too. The greatest depth of the stack is not computed but increased by a
 * constant, which is enough for every point.
 */
final class Splicer extends MethodVisitor {
    /** The most slots that the code of one point adds to the stack, where a long takes two. */
    private static final int EXTRA_STACK = 6;

    private final String owner;
    private final List<Point> points;
    private final Set<Point> found;
    private final Set<String> fieldless;

    /** Whether the class file has stack map frames. Those of Java 5 and before have none. */
    private final boolean hasFrames;

    /** The beginnings of the method's handlers for {@link Throwable}. */
    private final List<Label> handlers = new ArrayList<>();

    /** The beginning of what is spliced in where the method begins: the handler of {@code FINALLY} covers that too. */
    private final Label start = new Label();

    private final Locals locals;

    /** The variable that the last instruction has loaded, or {@link Locals#NONE} if it was another instruction. */
    private int loaded = Locals.NONE;

    /** Whether a handler's label was visited, and the frame that belongs to it was not yet. */
    private boolean atHandler;

    Splicer(
            MethodVisitor next,
            String owner,
            Locals locals,
            List<Point> points,
            Set<Point> found,
            Set<String> fieldless,
            boolean hasFrames) {
        super(Weaving.ASM, next);
        this.locals = locals;
        this.owner = owner;
        this.points = points;
        this.found = found;
        this.fieldless = fieldless;
        this.hasFrames = hasFrames;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        super.visitLabel(start);
        splice(Where.ENTER, "");
    }

    @Override
    public void visitInsn(int opcode) {
        loaded = Locals.NONE;
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            splice(Where.EXIT, "");
            splice(Where.FINALLY, "");
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitVarInsn(int opcode, int local) {
        loaded = opcode == Opcodes.ALOAD ? local : Locals.NONE;
        if (opcode >= Opcodes.ISTORE) {
            locals.written(opcode, local);
        }
        super.visitVarInsn(opcode, local);
    }

    @Override
    public void visitMethodInsn(int opcode, String type, String name, String descriptor, boolean isInterface) {
        loaded = Locals.NONE;
        splice(Where.BEFORE_CALL, name);
        if (!splice(Where.INSTEAD_OF_CALL, name)) {
            super.visitMethodInsn(opcode, type, name, descriptor, isInterface);
        }
        splice(Where.AFTER_CALL, name);
    }

    @Override
    public void visitFieldInsn(int opcode, String type, String name, String descriptor) {
        int local = loaded;
        loaded = Locals.NONE;
        if (opcode == Opcodes.PUTFIELD && type.equals(owner)) {
            splice(Where.BEFORE_PUT, name);
        }
        super.visitFieldInsn(opcode, type, name, descriptor);
        if (opcode == Opcodes.GETFIELD && locals.read(name, local)) {
            splice(Where.AFTER_FIRST_GET, name);
        }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        loaded = Locals.NONE;
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

    /**
     * Splices the code at the beginning of a handler. The JVM wants the frame of a handler right at its label, and ASM
     * visits the label before the frame. So the code has to wait for the frame.
     */
    @Override
    public void visitFrame(int type, int locals, Object[] local, int stacks, Object[] stack) {
        super.visitFrame(type, locals, local, stacks, stack);
        if (atHandler) {
            atHandler = false;
            splice(Where.CATCH, "");
        }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (has(Where.FINALLY) || has(Where.THROW)) {
            addFinally();
        }
        super.visitMaxs(maxStack + EXTRA_STACK, maxLocals);
    }

    /**
     * Adds a handler that covers the whole method. The JVM takes the first handler that fits, in the order of their
     * declaration, and ASM visits those of the method before this is called. So they keep their precedence.
     */
    private void addFinally() {
        Label handler = new Label();
        // No type means that all throwables are caught, as in a finally block.
        super.visitTryCatchBlock(start, handler, handler, null);
        super.visitLabel(handler);
        if (hasFrames) {
            // It is the last frame of the method, so no other frame is relative to it.
            super.visitFrame(Opcodes.F_FULL, 0, null, 1, new Object[] {"java/lang/Throwable"});
        }
        splice(Where.THROW, "");
        splice(Where.FINALLY, "");
        super.visitInsn(Opcodes.ATHROW);
    }

    private boolean has(Where where) {
        for (Point point : points) {
            if (point.where == where) {
                return true;
            }
        }
        return false;
    }

    /**
     * Emits the code of all points at a place, in the order in which the woven type declares them, and returns if there
     * was any.
     */
    private boolean splice(Where where, String target) {
        boolean spliced = false;
        for (Point point : points) {
            if (point.where == where && point.target.equals(target) && point.knows(locals)) {
                point.splice(mv, fieldless, locals);
                found.add(point);
                spliced = true;
            }
        }
        return spliced;
    }
}
