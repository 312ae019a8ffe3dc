package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/** What is remembered about the class of a function; kept by the class itself, so that it goes when the class goes. */
final class FunctionType {
    private static final ClassValue<FunctionType> TYPES = new ClassValue<>() {
        @Override
        protected FunctionType computeValue(Class<?> type) {
            return new FunctionType(type.getName());
        }
    };

    /** Whether it is a part of the JDK or of a library that carries its context by other means, or must be left alone. */
    final boolean isInternal;

    /** Whether it is Netty's own. */
    final boolean isOfNetty;

    /** Whether it is a thread, or the body of one, that works for everybody: a timer's, a selector's, a server's. */
    final boolean isServiceThread;

    /** The site at which a function of this class was last seen. */
    @Nullable Site site;

    /** Whether functions of this class were seen at several sites, so that the last one tells nothing of the next. */
    boolean hasManySites;

    private FunctionType(String name) {
        this.isServiceThread = isServiceThread(name);
        this.isInternal = isInternal(name);
        this.isOfNetty = name.startsWith("io.netty.");
    }

    /** The submitter of a delayed task hands on what it was given, so it needs the context of whoever asked for it. */
    private static boolean isInternal(String name) {
        return name.startsWith("java.lang.VirtualThread")
                || (name.startsWith("java.util.concurrent.CompletableFuture$") && !name.endsWith("$TaskSubmitter"))
                || name.equals("scala.concurrent.impl.Promise$Transformation")
                || name.startsWith("scala.concurrent.BatchingExecutor$")
                || name.startsWith("com.google.common.util.concurrent.AbstractFuture$");
    }

    private static boolean isServiceThread(String name) {
        return name.equals("java.util.TimerThread")
                || name.equals("java.util.concurrent.DelayScheduler")
                || name.equals("jdk.internal.misc.CarrierThread")
                || name.equals("jdk.internal.misc.InnocuousThread")
                || name.startsWith("jdk.internal.net.http.HttpClientImpl$")
                || name.equals("org.apache.hc.core5.reactor.IOReactorWorker")
                || name.startsWith("org.apache.hc.client5.http.impl.IdleConnectionEvictor$")
                || name.startsWith("kotlinx.coroutines.scheduling.CoroutineScheduler$")
                || name.equals("kotlinx.coroutines.DefaultExecutor")
                || isOfServer(name);
    }

    /** Workers of a server's own pool, which may be started while a request is being handled. */
    private static boolean isOfServer(String name) {
        return name.startsWith("org.apache.tomcat.util.")
                || name.startsWith("org.eclipse.jetty.util.thread.")
                || name.startsWith("org.jboss.threads.")
                || name.startsWith("org.xnio.")
                || name.startsWith("io.netty.");
    }

    void seenAt(Site seen) {
        hasManySites |= site != null && site != seen;
        site = seen;
    }

    static FunctionType of(Class<?> type) {
        return TYPES.get(type);
    }

    static FunctionType of(Object function) {
        return TYPES.get(function.getClass());
    }
}
