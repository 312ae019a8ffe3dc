package dev.whence.runtime;

import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What is remembered about the class of a function; kept by the class itself, so that it goes when the class goes. */
public final class FunctionType {
    /** After how many looks, all at one site, another is not likely to be found. */
    private static final int SETTLED = 64;

    private static final HookSwitch NETTY_TASKS = HookSwitch.named("Netty tasks");

    private static final ClassValue<FunctionType> TYPES = new ClassValue<>() {
        @Override
        protected FunctionType computeValue(Class<?> type) {
            return new FunctionType(type);
        }
    };

    /** Whether it is a part of the JDK or of a library that carries its context by other means, or must be left alone. */
    public final boolean isInternal;

    /** Whether it is a class of the JDK or of a library, whose functions may come from anywhere. */
    private final boolean isOfLibrary;

    /** Whether it is Netty's own. */
    public final boolean isOfNetty;

    /** Whether it is shared work: see {@link SharedWork}. */
    public final boolean isShared;

    /** The site at which a function of this class was last seen. */
    @Nullable Site site;

    /** Whether functions of this class were seen at several sites, so that the last one tells nothing of the next. */
    private boolean hasManySites;

    /** How often it was looked at where functions of this class come from, up to that; racy on purpose. */
    private int looks;

    private final WeakReference<Class<?>> type;

    /** The field with the program's function, if this is one of the JDK's that calls that; null else. */
    private final @Nullable VarHandle adapted;

    private @Nullable Lambda lambda;
    private @Nullable Entry entry;

    private volatile boolean isEntryKnown;

    private FunctionType(Class<?> type) {
        String name = type.getName();
        this.type = new WeakReference<>(type);
        this.adapted = isAdapter(name) ? adapted(type) : null;
        this.isShared = SharedWork.isDoneBy(name);
        this.isInternal = isInternal(name);
        this.isOfLibrary = Frames.isMachinery(name) || Frames.isPassedOver(name);
        this.isOfNetty = name.startsWith("io.netty.");
    }

    /** The submitter of a delayed task hands on what it was given, so it needs the context of whoever asked for it. */
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

    void seenAt(Site seen) {
        hasManySites |= site != null && site != seen;
        site = seen;
        if (looks < SETTLED) {
            looks++;
        }
    }

    /** Whether the site last seen is likely to be that of any function of this class. */
    boolean isOfOneSite() {
        return !hasManySites && !isOfLibrary;
    }

    /** Whether all of many functions of this class came from one site. */
    boolean isSettled() {
        return !hasManySites && looks >= SETTLED;
    }

    /** Where such a function begins in a stack trace; null if that is not known. To be asked while one of them lives. */
    @Nullable Entry entry() {
        Class<?> alive = isEntryKnown ? null : type.get();
        if (alive != null) {
            lambda = Lambda.of(alive);
            entry = alive.isHidden() ? Entry.ofLambda(alive, lambda) : Entry.ofClass(alive);
            isEntryKnown = true;
        }
        return entry;
    }

    /** Where a function begins in a stack trace: the program's own, which may be within one of the JDK's. */
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

    /** The receiver of a method reference, or the function that a lambda of a language calls; null if there is none. */
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

    public static FunctionType of(Object function) {
        return TYPES.get(function.getClass());
    }
}
