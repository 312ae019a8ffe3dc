package dev.whence.agent.weave;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * A place in a method of a woven type, together with the code that is spliced in there.
 *
 * <p>A point is built by naming the place and then the instructions, in the order in which they run. For example, this
 * one calls {@code TimerHooks.run(task)} where the method {@code mainLoop} called {@code task.run()}:
 *
 * <pre>{@code
 * Point.insteadOfCall("mainLoop", "()V", "run").call(HOOKS, "run", "(Ljava/util/TimerTask;)V")
 * }</pre>
 *
 * <p>The code has loads, stores, field accesses and calls, and no branches. {@link Splicer} tells why this keeps the
 * stack map frames of the method valid, and what else a point has to observe.
 */
public final class Point {
    static final String RUNTIME = "dev/whence/runtime/";
    private static final String GLUE = "dev/whence/glue/";

    /** The name of the field that is added to types of the JDK and of libraries. */
    public static final String FIELD = "whence$";

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

    /** The beginning of a method. */
    public static Point enter(String method, @Nullable String descriptor) {
        return new Point(method, descriptor, Where.ENTER, "");
    }

    /** The place before each return of a method. */
    public static Point exit(String method, @Nullable String descriptor) {
        return new Point(method, descriptor, Where.EXIT, "");
    }

    /** The place before each call of {@code called} in a method. */
    public static Point beforeCall(String method, @Nullable String descriptor, String called) {
        return new Point(method, descriptor, Where.BEFORE_CALL, called);
    }

    /** The place after each call of {@code called} in a method. */
    public static Point afterCall(String method, @Nullable String descriptor, String called) {
        return new Point(method, descriptor, Where.AFTER_CALL, called);
    }

    /**
     * The place of each call of {@code called} in a method. The code must leave a value of the type that the call
     * returns.
     */
    public static Point insteadOfCall(String method, @Nullable String descriptor, String called) {
        return new Point(method, descriptor, Where.INSTEAD_OF_CALL, called);
    }

    /** The place before each write of a field by a method of the class that declares the field. */
    public static Point beforePut(String method, @Nullable String descriptor, String field) {
        return new Point(method, descriptor, Where.BEFORE_PUT, field);
    }

    /** The place after the first read of a field, in the order of the method's code. */
    public static Point afterFirstGet(String method, @Nullable String descriptor, String field) {
        return new Point(method, descriptor, Where.AFTER_FIRST_GET, field);
    }

    /** The beginning of each handler for {@link Throwable} in a method. */
    public static Point inCatch(String method, @Nullable String descriptor) {
        return new Point(method, descriptor, Where.CATCH, "");
    }

    /** The end of a method by a throwable. The code there cannot load local variables. */
    public static Point atThrow(String method, @Nullable String descriptor) {
        return new Point(method, descriptor, Where.THROW, "");
    }

    /** Each end of a method, by a return or by a throwable. The code there cannot load local variables. */
    public static Point atEnd(String method, @Nullable String descriptor) {
        return new Point(method, descriptor, Where.FINALLY, "");
    }

    /**
     * Makes the point conditional: it exists only if the class has another method, named by its name and descriptor.
     */
    public Point given(String other) {
        given = other;
        return this;
    }

    /** Returns the same point in a class of a relocated library. */
    Point in(CopiedNames names) {
        Point copy = new Point(method, descriptor == null ? null : names.inDescriptor(descriptor), where, target);
        for (Operation operation : code) {
            copy.add(operation.in(names));
        }
        int parameters = given.indexOf('(');
        return parameters < 0
                ? copy
                : copy.given(given.substring(0, parameters) + names.inDescriptor(given.substring(parameters)));
    }

    boolean isGiven(Set<String> methods) {
        return given.isEmpty() || methods.contains(given);
    }

    /** Returns whether this is a place in a method. Of methods that are named in writing, bridges do not count. */
    boolean isIn(int access, String methodName, String methodDescriptor) {
        if (!method.equals(methodName) || descriptor == null) {
            return method.equals(methodName);
        }
        return Parameters.isWritten(descriptor)
                ? (access & Opcodes.ACC_BRIDGE) == 0 && Parameters.fit(descriptor, methodDescriptor)
                : descriptor.equals(methodDescriptor);
    }

    /** Loads a reference from a local variable. 0 is {@code this}, unless the method is static. */
    public Point load(int local) {
        return add(new Operation(Opcodes.ALOAD, local, "", "", ""));
    }

    /**
     * Loads an argument that is a reference, by its position from 1 on or by the simple name of its type, or {@code
     * this}. A method without such an argument has no such point, and a static method no {@code this}.
     */
    public Point loadArgument(String which) {
        return add(new Operation(Opcodes.ALOAD, Operation.ARGUMENT, "", which, ""));
    }

    /** Pushes the class that is the declared type of an argument. */
    public Point loadTypeOfArgument(String which) {
        return add(new Operation(Opcodes.LDC, Operation.ARGUMENT, "", which, ""));
    }

    /** Stores a reference in an argument, cast to the declared type of the argument. */
    public Point storeArgument(String which) {
        add(new Operation(Opcodes.CHECKCAST, Operation.ARGUMENT, "", which, ""));
        return add(new Operation(Opcodes.ASTORE, Operation.ARGUMENT, "", which, ""));
    }

    /** Pushes a small number. */
    public Point push(int number) {
        return add(new Operation(Opcodes.SIPUSH, number, "", "", ""));
    }

    /**
     * Loads the object of which the method has read a field last, in the order of the method's code.
     *
     * <p>This is how a point gets at a local variable that is no parameter. Such a variable has no number that could be
     * written down here: compilers choose it, and another agent may have added variables of its own. But just before a
     * method reads {@code a.result} it loads {@code a}, and that instruction tells the number.
     */
    public Point loadOwner(String field) {
        return add(new Operation(Opcodes.ALOAD, Operation.OWNER, "", field, ""));
    }

    /** Loads a long from a local variable. */
    public Point loadLong(int local) {
        return add(new Operation(Opcodes.LLOAD, local, "", "", ""));
    }

    /** Stores a reference in a parameter, cast to the type of the parameter. */
    public Point store(int local, String type) {
        cast(type);
        return add(new Operation(Opcodes.ASTORE, local, "", "", ""));
    }

    /** Loads an int from a local variable. */
    public Point loadInt(int local) {
        return add(new Operation(Opcodes.ILOAD, local, "", "", ""));
    }

    /** Stores an int in a parameter. */
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

    /** Duplicates the value on the stack, which must not be a long or a double. */
    public Point dup() {
        return add(new Operation(Opcodes.DUP, 0, "", "", ""));
    }

    /** Pushes a copy of the value below the top of the stack. */
    public Point dupSecond() {
        // a, b becomes a, b, a, b and then a, b, a.
        return add(new Operation(Opcodes.DUP2, 0, "", "", "")).pop();
    }

    /** Drops the value on the stack. */
    public Point pop() {
        return add(new Operation(Opcodes.POP, 0, "", "", ""));
    }

    /** Swaps the two values on the stack. */
    public Point swap() {
        return add(new Operation(Opcodes.SWAP, 0, "", "", ""));
    }

    /** Replaces the object on the stack by one of its fields. */
    public Point get(String owner, String field, String type) {
        return add(new Operation(Opcodes.GETFIELD, 0, owner, field, type));
    }

    /** Writes the value on the stack into a field of the object below it. */
    public Point put(String owner, String field, String type) {
        return add(new Operation(Opcodes.PUTFIELD, 0, owner, field, type));
    }

    /**
     * Replaces the object on the stack by the value of its added field, or of the table that stands in for the field.
     */
    public Point getInjected(String owner) {
        return get(owner, FIELD, FIELD_TYPE);
    }

    /** Writes the value on the stack into the added field of the object below it, or into the table. */
    public Point putInjected(String owner) {
        return put(owner, FIELD, FIELD_TYPE);
    }

    /** Calls a static method of the runtime. */
    public Point call(String hooks, String name, String hookDescriptor) {
        return add(new Operation(Opcodes.INVOKESTATIC, 0, RUNTIME + hooks, name, hookDescriptor));
    }

    /** Calls a static method of a glue class, which is defined into the class loader of the woven class. */
    public Point callGlue(String glue, String name, String glueDescriptor) {
        return add(new Operation(Opcodes.INVOKESTATIC, 0, GLUE + glue, name, glueDescriptor));
    }

    /** Calls a static method of the woven library or of the JDK. */
    public Point callStatic(String owner, String name, String calledDescriptor) {
        return add(new Operation(Opcodes.INVOKESTATIC, 0, owner, name, calledDescriptor));
    }

    /** Calls a method of the object on the stack, by its class. */
    public Point callVirtual(String owner, String name, String calledDescriptor) {
        return add(new Operation(Opcodes.INVOKEVIRTUAL, 0, owner, name, calledDescriptor));
    }

    /** Calls a method of the object on the stack, by an interface. */
    public Point callInterface(String owner, String name, String calledDescriptor) {
        return add(new Operation(Opcodes.INVOKEINTERFACE, 0, owner, name, calledDescriptor));
    }

    /** Returns the names of the runtime's classes that the code calls. */
    Set<String> calledHooks() {
        Set<String> called = new HashSet<>();
        for (Operation operation : code) {
            if (operation.owner().startsWith(RUNTIME)) {
                called.add(operation.owner().replace('/', '.'));
            }
        }
        return called;
    }

    /** Returns the internal names of the classes whose added fields the code uses. */
    Set<String> usedFields() {
        Set<String> used = new HashSet<>();
        for (Operation operation : code) {
            if (operation.name().equals(FIELD)) {
                used.add(operation.owner());
            }
        }
        return used;
    }

    private Point add(Operation operation) {
        code.add(operation);
        return this;
    }

    /**
     * Returns whether all local variables are known that the code loads by {@link #loadOwner} or {@link #loadArgument}.
     * If one is not, the method is written differently from what was expected, and the point counts as not found.
     */
    boolean knows(Locals locals) {
        for (Operation operation : code) {
            if (!operation.knows(locals)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Emits the code.
     *
     * @param fieldless the classes that could not be given a field: a table takes its place
     */
    void splice(MethodVisitor into, Set<String> fieldless, Locals locals) {
        for (Operation operation : code) {
            if (operation.name().equals(FIELD) && fieldless.contains(operation.owner())) {
                operation.byTable().emit(into, locals);
            } else {
                operation.emit(into, locals);
            }
        }
    }
}
