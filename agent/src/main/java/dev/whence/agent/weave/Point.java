package dev.whence.agent.weave;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * A place in a method of a woven type, and the code that is spliced in there.
 *
 * <p>The code consists of loads, stores and calls. It has no branches, so that the stack map frames of the method
 * stay as they are.
 */
public final class Point {
    /** The kinds of places. */
    enum Where {
        /** Where the method begins. */
        ENTER,
        /** Before each return; a value to be returned is on the stack. */
        EXIT,
        /** Before a call; its arguments are on the stack. */
        BEFORE_CALL,
        /** After a call; its result is on the stack. */
        AFTER_CALL,
        /** Instead of a call; its receiver and arguments are on the stack. */
        INSTEAD_OF_CALL,
        /** Before a field of {@code this} is written; {@code this} and the value are on the stack. */
        BEFORE_PUT,
        /** After the first read of a field of any object; its value is on the stack. */
        AFTER_FIRST_GET,
        /** Where a handler for all throwables begins; the throwable is on the stack. */
        CATCH,
        /** Where the method ends, by a return or by a throwable; the local variables are not known. */
        FINALLY
    }

    private static final String RUNTIME = "dev/whence/runtime/";
    private static final String GLUE = "dev/whence/glue/";
    private static final String TABLE = RUNTIME + "FieldTable";

    /** The name of the field that is injected into types of the JDK and of libraries. */
    public static final String FIELD = "whence$";

    private static final int OWNER = -1;
    private static final String FIELD_TYPE = "Ljava/lang/Object;";

    final String method;
    final @Nullable String descriptor;
    final Where where;
    final String target;
    final List<Operation> code = new ArrayList<>();
    private String given = "";

    private Point(String method, @Nullable String descriptor, Where where, String target) {
        this.method = method;
        this.descriptor = descriptor;
        this.where = where;
        this.target = target;
    }

    /** Where a method begins. */
    public static Point enter(String method, @Nullable String descriptor) {
        return new Point(method, descriptor, Where.ENTER, "");
    }

    /** Before each return of a method. */
    public static Point exit(String method, @Nullable String descriptor) {
        return new Point(method, descriptor, Where.EXIT, "");
    }

    /** Before each call of a method by another. */
    public static Point beforeCall(String method, @Nullable String descriptor, String called) {
        return new Point(method, descriptor, Where.BEFORE_CALL, called);
    }

    /** After each call of a method by another. */
    public static Point afterCall(String method, @Nullable String descriptor, String called) {
        return new Point(method, descriptor, Where.AFTER_CALL, called);
    }

    /** Instead of each call of a method by another. */
    public static Point insteadOfCall(String method, @Nullable String descriptor, String called) {
        return new Point(method, descriptor, Where.INSTEAD_OF_CALL, called);
    }

    /** Before a method writes a field of its own class. */
    public static Point beforePut(String method, @Nullable String descriptor, String field) {
        return new Point(method, descriptor, Where.BEFORE_PUT, field);
    }

    /** After a method has read a field for the first time, in the order of its code. */
    public static Point afterFirstGet(String method, @Nullable String descriptor, String field) {
        return new Point(method, descriptor, Where.AFTER_FIRST_GET, field);
    }

    /** Where a method begins to handle all throwables. */
    public static Point inCatch(String method, @Nullable String descriptor) {
        return new Point(method, descriptor, Where.CATCH, "");
    }

    /** Where a method ends, whether it returns or throws; the code there cannot load local variables. */
    public static Point atEnd(String method, @Nullable String descriptor) {
        return new Point(method, descriptor, Where.FINALLY, "");
    }

    /** Tells that the point is there only if the class has another method, by its name and descriptor. */
    public Point given(String other) {
        given = other;
        return this;
    }

    boolean isGiven(Set<String> methods) {
        return given.isEmpty() || methods.contains(given);
    }

    boolean isIn(String methodName, String methodDescriptor) {
        return method.equals(methodName) && (descriptor == null || descriptor.equals(methodDescriptor));
    }

    /** Loads a reference from a local variable; 0 is {@code this}. */
    public Point load(int local) {
        return add(new Operation(Opcodes.ALOAD, local, "", "", ""));
    }

    /**
     * Loads the reference of which the method has read a field last, in the order of its code: a local variable, whose
     * number is not known if another agent has added some of its own. Only parameters keep their numbers.
     */
    public Point loadOwner(String field) {
        return add(new Operation(Opcodes.ALOAD, OWNER, "", field, ""));
    }

    /** Loads a long from a local variable. */
    public Point loadLong(int local) {
        return add(new Operation(Opcodes.LLOAD, local, "", "", ""));
    }

    /** Stores a reference, cast to a type, in a local variable. */
    public Point store(int local, String type) {
        cast(type);
        return add(new Operation(Opcodes.ASTORE, local, "", "", ""));
    }

    /** Loads an int from a local variable. */
    public Point loadInt(int local) {
        return add(new Operation(Opcodes.ILOAD, local, "", "", ""));
    }

    /** Stores an int in a local variable. */
    public Point storeInt(int local) {
        return add(new Operation(Opcodes.ISTORE, local, "", "", ""));
    }

    /** Loads null. */
    public Point loadNull() {
        return add(new Operation(Opcodes.ACONST_NULL, 0, "", "", ""));
    }

    /** Casts the reference on the stack. */
    public Point cast(String type) {
        return add(new Operation(Opcodes.CHECKCAST, 0, type, "", ""));
    }

    /** Duplicates the value on the stack. */
    public Point dup() {
        return add(new Operation(Opcodes.DUP, 0, "", "", ""));
    }

    /** Duplicates the value below the top of the stack. */
    public Point dupSecond() {
        add(new Operation(Opcodes.DUP2, 0, "", "", ""));
        return add(new Operation(Opcodes.POP, 0, "", "", ""));
    }

    /** Swaps the two values on the stack. */
    public Point swap() {
        return add(new Operation(Opcodes.SWAP, 0, "", "", ""));
    }

    /** Replaces an object by one of its fields. */
    public Point get(String owner, String field, String type) {
        return add(new Operation(Opcodes.GETFIELD, 0, owner, field, type));
    }

    /** Writes the value on the stack into a field of the object below it. */
    public Point put(String owner, String field, String type) {
        return add(new Operation(Opcodes.PUTFIELD, 0, owner, field, type));
    }

    /** Replaces an object by its injected field. */
    public Point getInjected(String owner) {
        return get(owner, FIELD, FIELD_TYPE);
    }

    /** Writes the value on the stack into the injected field of the object below it. */
    public Point putInjected(String owner) {
        return put(owner, FIELD, FIELD_TYPE);
    }

    /** Calls a hook. */
    public Point call(String hooks, String name, String hookDescriptor) {
        return add(new Operation(Opcodes.INVOKESTATIC, 0, RUNTIME + hooks, name, hookDescriptor));
    }

    /** Calls a class that is defined into the loader of the woven one. */
    public Point callGlue(String glue, String name, String glueDescriptor) {
        return add(new Operation(Opcodes.INVOKESTATIC, 0, GLUE + glue, name, glueDescriptor));
    }

    /** Calls a method of the object on the stack. */
    public Point callVirtual(String owner, String name, String calledDescriptor) {
        return add(new Operation(Opcodes.INVOKEVIRTUAL, 0, owner, name, calledDescriptor));
    }

    /** Calls a method of the object on the stack that is known by an interface. */
    public Point callInterface(String owner, String name, String calledDescriptor) {
        return add(new Operation(Opcodes.INVOKEINTERFACE, 0, owner, name, calledDescriptor));
    }

    /** The classes of the runtime that the code calls. */
    Set<String> calledHooks() {
        Set<String> called = new HashSet<>();
        for (Operation operation : code) {
            if (operation.owner.startsWith(RUNTIME)) {
                called.add(operation.owner.replace('/', '.'));
            }
        }
        return called;
    }

    /** The classes whose injected fields the code uses. */
    Set<String> usedFields() {
        Set<String> used = new HashSet<>();
        for (Operation operation : code) {
            if (operation.name.equals(FIELD)) {
                used.add(operation.owner);
            }
        }
        return used;
    }

    private Point add(Operation operation) {
        code.add(operation);
        return this;
    }

    /** Whether the code loads no local variable but those that are known. */
    boolean knows(Map<String, Integer> owners) {
        for (Operation operation : code) {
            if (operation.local == OWNER && owners.getOrDefault(operation.name, OWNER) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Emits the code. {@code fieldless} are the classes that could not be given a field; {@code owners} are the local
     * variables of which fields were read last.
     */
    void splice(MethodVisitor into, Set<String> fieldless, Map<String, Integer> owners) {
        for (Operation operation : code) {
            if (operation.name.equals(FIELD) && fieldless.contains(operation.owner)) {
                operation.byTable().emit(into, owners);
            } else {
                operation.emit(into, owners);
            }
        }
    }

    /** One instruction. */
    record Operation(int opcode, int local, String owner, String name, String descriptor) {
        /** The same with a table in the place of a field. */
        Operation byTable() {
            return opcode == Opcodes.GETFIELD
                    ? new Operation(Opcodes.INVOKESTATIC, 0, TABLE, "get", "(Ljava/lang/Object;)Ljava/lang/Object;")
                    : new Operation(Opcodes.INVOKESTATIC, 0, TABLE, "put", "(Ljava/lang/Object;Ljava/lang/Object;)V");
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
}
