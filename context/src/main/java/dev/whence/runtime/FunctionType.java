package dev.whence.runtime;

import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The properties of a class of functions. The class itself keeps them, so that they are collected with the class. */
public final class FunctionType {
    /** The number of looks after which another site is unlikely, if all of them found the same one. */
    private static final int SETTLED = 64;

    private static final HookSwitch NETTY_TASKS = HookSwitch.named("Netty tasks");

    private static final ClassValue<FunctionType> TYPES = new ClassValue<>() {
        @Override
        protected FunctionType computeValue(Class<?> type) {
            return new FunctionType(type);
        }
    };

    /**
     * Whether the class is a part of the JDK or of a library that carries its context by other means or has to be left
     * alone.
     */
    public final boolean isInternal;

    /** Whether the class belongs to the JDK or to a library. Its functions may come from any site. */
    private final boolean isOfLibrary;

    /** Whether the class belongs to Netty, or to gRPC's transport on it. Its listeners only pass results on. */
    public final boolean isOfNetty;

    /** Whether the class does shared work; see {@link SharedWork}. */
    public final boolean isShared;

    /** The site at which a function of this class was last seen. */
    @Nullable Site site;

    /**
     * Whether functions of this class were seen at several sites, so that the last site says nothing about the next.
     */
    private boolean hasManySites;

    /** How often the site of such a function was read from the stack, at most {@link #SETTLED}. Races are harmless. */
    private int looks;

    /** How many hops to such functions were measured because they were the first. Races are harmless. */
    int firstSamples;

    private final WeakReference<Class<?>> type;

    /** The field with the function of the program, if this class is an adapter of the JDK around one; else null. */
    private final @Nullable VarHandle adapted;

    private @Nullable Lambda lambda;
    private @Nullable Entry entry;

    private volatile boolean isEntryKnown;

    private FunctionType(Class<?> type) {
        String own = type.getName();
        String name = Relocation.undo(own);
        this.type = new WeakReference<>(type);
        this.adapted = isAdapter(own) ? adapted(type) : null;
        this.isShared = SharedWork.isDoneBy(type);
        this.isInternal = isInternal(Relocation.isUnwoven(own) ? own : name);
        this.isOfLibrary = Frames.isMachinery(own) || Frames.isPassedOver(own);
        this.isOfNetty =
                own.startsWith("io.netty.") || name.startsWith("io.netty.") || own.startsWith("io.grpc.netty.");
    }

    /**
     * Whether a class is internal. {@code CompletableFuture$TaskSubmitter} is not: it passes on a delayed task, so it
     * needs the context of the code that requested the delay.
     */
    private static boolean isInternal(String name) {
        return name.startsWith("java.lang.VirtualThread")
                || isNettyPromise(name)
                || (name.startsWith("java.util.concurrent.CompletableFuture$") && !name.endsWith("$TaskSubmitter"))
                || name.equals("scala.concurrent.impl.Promise$Transformation")
                || name.startsWith("scala.concurrent.BatchingExecutor$")
                || name.startsWith("com.google.common.util.concurrent.AbstractFuture$");
    }

    private static boolean isNettyPromise(String name) {
        return NETTY_TASKS.isOn()
                && (name.equals("io.netty.util.concurrent.PromiseTask")
                        || name.equals("io.netty.util.concurrent.ScheduledFutureTask"));
    }

    private static boolean isAdapter(String name) {
        return name.startsWith("java.util.concurrent.Executors$")
                || name.startsWith("java.util.concurrent.ForkJoinTask$");
    }

    private static @Nullable VarHandle adapted(Class<?> type) {
        VarHandle task = InjectedField.handle(type, "task", Runnable.class);
        VarHandle runnable = task != null ? task : InjectedField.handle(type, "runnable", Runnable.class);
        return runnable != null ? runnable : InjectedField.handle(type, "callable", Callable.class);
    }

    /** Records that the site of a function of this class was read from the stack. */
    void seenAt(Site seen) {
        hasManySites |= site != null && site != seen;
        site = seen;
        if (looks < SETTLED) {
            looks++;
        }
    }

    /** Whether the site that was seen last is likely to be that of any function of this class. */
    boolean isOfOneSite() {
        return !hasManySites && !isOfLibrary;
    }

    /** Whether many functions of this class were seen, all at one site. */
    boolean isSettled() {
        return !hasManySites && looks >= SETTLED;
    }

    /**
     * Returns the entry of such a function, or null if it is not known. It can only be computed while a function of
     * this class is alive.
     */
    @Nullable Entry entry() {
        Class<?> alive = isEntryKnown ? null : type.get();
        if (alive != null) {
            lambda = Lambda.of(alive);
            entry = alive.isHidden() ? Entry.ofLambda(alive, lambda) : Entry.ofClass(alive);
            isEntryKnown = true;
        }
        return entry;
    }

    /**
     * Returns the entry of a function. For an adapter of the JDK, this is the entry of the program's function in it.
     */
    static @Nullable Entry entryOf(Object function) {
        Object program = ofProgram(function);
        FunctionType type = of(program);
        Entry own = type.entry();
        Lambda called = type.lambda;
        Object bound = called == null ? null : bound(called, program);
        if (called == null || bound == null) {
            return own;
        }
        return called.isReference() && !bound.getClass().isHidden()
                ? Entry.ofReference(program.getClass(), called, bound.getClass())
                : of(bound).entry();
    }

    /**
     * Returns the object to which a method reference is bound, or the function that a lambda of a language calls.
     * Returns null if there is no such object, or more than one.
     */
    private static @Nullable Object bound(Lambda called, Object function) {
        Object only = null;
        for (Object value : called.captured(function)) {
            if (value != null && (called.isReference() || !of(value).isOfLibrary)) {
                if (only != null) {
                    return null;
                }
                only = value;
            }
        }
        return only;
    }

    private static Object ofProgram(Object function) {
        VarHandle adapted = of(function).adapted;
        Object inner = adapted == null ? null : adapted.get(function);
        return inner == null ? function : inner;
    }

    /** Returns the type of a function. */
    public static FunctionType of(Object function) {
        return TYPES.get(function.getClass());
    }
}
