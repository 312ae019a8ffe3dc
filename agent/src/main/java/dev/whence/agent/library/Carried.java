package dev.whence.agent.library;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import dev.whence.runtime.library.HookedMethod;
import java.util.ArrayList;
import java.util.List;

/**
 * What a library keeps in an object of its own until it is done: a call, a message, a record. The object, the
 * <em>carrier</em>, gets a field for the context of the code that has asked for it. The methods that go on with it run in
 * that context, on whichever thread:
 *
 * <pre>{@code
 * AsyncCall(RealCall call, Callback responseCallback) {
 *     ...
 *     this.whence$ = CarryHooks.captured(this, this.whence$, responseCallback, 17);
 * }
 *
 * public void run() {
 *     try {
 *         CarryHooks.begin(this, this.whence$, 18);
 *         ...
 *     } catch (Throwable t) {
 *         CarryHooks.thrown(t);
 *         throw t;
 *     } finally {
 *         CarryHooks.end(18);
 *     }
 * }
 * }</pre>
 *
 * <p>A method of another class may have the carrier as an argument, when it is handed over or gone on with:
 *
 * <pre>{@code
 * void invoke(Envelope message) {
 *     try {
 *         CarryHooks.beginWith(message, 19);
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>A carrier must be made for one call, since it has one context. If several operations may use it, each method by
 * which they do begins with {@code CarryHooks.used(this, this.whence$, 20)}. Once two have, it has no context any more.
 *
 * <p>Methods are named in writing: {@code run}, or {@code run(Task,int)} if there are several.
 */
final class Carried {
    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String HOOKS = "library/CarryHooks";

    /** The descriptor of hooks that get an object and what was captured for it. */
    private static final String OF_CAPTURED = "(" + OBJECT + OBJECT + "I)V";

    private final String hook;
    private final List<String> carriers;
    private final List<WovenType> types = new ArrayList<>();

    private Carried(String hook, List<String> carriers) {
        this.hook = hook;
        this.carriers = carriers;
        for (String carrier : carriers) {
            types.add(WovenType.of(hook, internal(carrier)).field());
        }
    }

    /** What a hook carries in the objects of one or several classes, which are named with dots. */
    static Carried in(String hook, String... carriers) {
        return new Carried(hook, List.of(carriers));
    }

    /** The classes are those of the JDK, and not all of its updates have them. */
    Carried inSomeUpdates() {
        for (WovenType type : types) {
            type.inSomeUpdates();
        }
        return this;
    }

    /** The context is that of the code that makes the object. */
    Carried made() {
        return made("");
    }

    /** As {@link #made}, in a constructor that has the function of the program as an argument. */
    Carried made(String function) {
        return made(function, "captured");
    }

    /**
     * As {@link #made}, but only if there is a function of the program. Most objects of the class have none, and would
     * carry the context in vain.
     */
    Carried madeFor(String function) {
        return made(function, "capturedFor");
    }

    private Carried made(String function, String captured) {
        for (String carrier : carriers) {
            Point point = Point.exit("<init>", null).load(0).load(0).load(0).getInjected(internal(carrier));
            Written constructor = Written.of(carrier, "<init>");
            of(constructor)
                    .at(orNull(point, function)
                            .push(number(constructor))
                            .call(HOOKS, captured, "(" + OBJECT + OBJECT + OBJECT + "I)" + OBJECT)
                            .putInjected(internal(carrier)));
        }
        return this;
    }

    /** The context is that of the code that calls a method of any class, whose argument the object is. */
    Carried handedTo(Written method, String argument, String function) {
        Point point = Point.enter(method.name, method.parameters).loadArgument(argument);
        of(method)
                .at(orNull(point, function)
                        .push(number(method))
                        .call(HOOKS, "handedOver", "(" + OBJECT + OBJECT + "I)V"));
        return this;
    }

    /**
     * The context is that of the code that makes an object of another class. Both constructors have the same object as an
     * argument.
     */
    Carried madeFor(Written maker, String argument) {
        handedTo(maker, argument, argument);
        for (String carrier : carriers) {
            Written constructor = Written.of(carrier, "<init>");
            of(constructor)
                    .at(Point.exit("<init>", null)
                            .load(0)
                            .loadArgument(argument)
                            .push(number(constructor))
                            .call(HOOKS, "carried", "(" + OBJECT + "I)" + OBJECT)
                            .putInjected(internal(carrier)));
        }
        return this;
    }

    /** Methods of the objects run in the context. */
    Carried resumedIn(String... methods) {
        for (String carrier : carriers) {
            for (String name : methods) {
                Written method = Written.of(carrier, name);
                resumed(method, begin(carrier, method));
            }
        }
        return this;
    }

    /** As {@link #resumedIn}, where each version of the library has one of the methods at least. */
    Carried resumedInSome(String... methods) {
        for (String carrier : carriers) {
            for (String name : methods) {
                Written method = Written.of(carrier, name);
                of(method)
                        .either(orAnother(begin(carrier, method), methods))
                        .either(orAnother(thrown(method), methods))
                        .either(orAnother(end(method), methods));
            }
        }
        return this;
    }

    /** Returns a point, and as its alternatives places without code in the methods that other versions have. */
    private static Point[] orAnother(Point point, String... methods) {
        Point[] points = new Point[methods.length + 1];
        points[0] = point;
        for (int i = 0; i < methods.length; i++) {
            points[i + 1] = Point.enter(methods[i], null);
        }
        return points;
    }

    /** Methods of an inner class run in the context of the object that theirs belongs to. */
    Carried resumedInInner(String inner, String... methods) {
        String carrier = carriers.get(0);
        for (String name : methods) {
            Written method = Written.of(carrier + "$" + inner, name);
            Point begin = Point.enter(method.name, method.parameters);
            loadOuter(begin, method, carrier);
            loadOuter(begin, method, carrier).getInjected(internal(carrier));
            resumed(method, begin.push(number(method)).call(HOOKS, "begin", OF_CAPTURED));
        }
        return this;
    }

    private static Point loadOuter(Point point, Written method, String outer) {
        return point.load(0).get(internal(method.owner), "this$0", "L" + internal(outer) + ";");
    }

    /**
     * The program uses the objects by these methods. Once another operation than that of the context has used one, what is
     * resumed belongs to none.
     */
    Carried usedBy(String... methods) {
        for (String carrier : carriers) {
            for (String name : methods) {
                Written method = Written.of(carrier, name);
                of(method).at(withCaptured(carrier, method, "used"));
            }
        }
        return this;
    }

    /** Methods of a subclass run in the context. In another version of the library it may be none. */
    Carried resumedBy(String subclass, String... methods) {
        for (String name : methods) {
            resumedWith(Written.of(subclass, name), "this");
        }
        return this;
    }

    private Point begin(String carrier, Written method) {
        return withCaptured(carrier, method, "begin");
    }

    private Point withCaptured(String carrier, Written method, String hook) {
        return Point.enter(method.name, method.parameters)
                .loadArgument("this")
                .load(0)
                .getInjected(internal(carrier))
                .push(number(method))
                .call(HOOKS, hook, OF_CAPTURED);
    }

    /** A method of any class, whose argument the object is, runs in the context. */
    Carried resumedWith(Written method, String argument) {
        Point begin = Point.enter(method.name, method.parameters)
                .loadArgument(argument)
                .push(number(method))
                .call(HOOKS, "beginWith", "(" + OBJECT + "I)V");
        resumed(method, begin);
        return this;
    }

    /** Within a method, the call of another one whose last argument the object is runs in the context. */
    Carried resumedAround(Written method, String called) {
        of(method)
                .at(Point.beforeCall(method.name, method.parameters, called)
                        .dup()
                        .push(number(method))
                        .call(HOOKS, "beginWith", "(" + OBJECT + "I)V"))
                .at(Point.afterCall(method.name, method.parameters, called)
                        .push(number(method))
                        .call(HOOKS, "end", "(I)V"))
                .at(Point.atThrow(method.name, method.parameters)
                        .push(number(method))
                        .call(HOOKS, "end", "(I)V"));
        return this;
    }

    private void resumed(Written method, Point begin) {
        of(method).at(begin).at(thrown(method)).at(end(method));
    }

    private static Point thrown(Written method) {
        return Point.atThrow(method.name, method.parameters).dup().call(HOOKS, "thrown", "(Ljava/lang/Throwable;)V");
    }

    private Point end(Written method) {
        return Point.atEnd(method.name, method.parameters).push(number(method)).call(HOOKS, "end", "(I)V");
    }

    /** Returns the woven type of the class of a method. */
    private WovenType of(Written method) {
        String name = internal(method.owner);
        for (WovenType type : types) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        WovenType added = WovenType.of(hook, name);
        types.add(added);
        return added;
    }

    private static Point orNull(Point point, String argument) {
        return argument.isEmpty() ? point.loadNull() : point.loadArgument(argument);
    }

    private int number(Written method) {
        return HookedMethod.number(hook, method.fullName(), carriers);
    }

    private static String internal(String name) {
        return name.replace('.', '/');
    }

    /** Returns the woven types. */
    List<WovenType> types() {
        return types;
    }
}
