package dev.whence.runtime;

/**
 * The list of work that libraries do for all operations: selectors, acceptors, socket processors, evictors of idle
 * connections, timers, and the threads of the servers' own pools.
 *
 * <p>Such work is often started inside a request, but it belongs to no operation. So its thread or task has no
 * correlation and no logical stack, however it is started. It is recognized by the name of its class. The name of a
 * lambda's class begins with the name of the class in which the lambda is written. Classes that run the program's own
 * code are not listed, except for the threads that do so.
 *
 * <p>In the table, a name that ends with a dot or a dollar sign stands for all names that begin with it.
 */
final class SharedWork {
    private static final String[] NAMES = {
        // The JDK's timers, and its threads for virtual threads, cleaners and HTTP.
        "java.util.TimerThread",
        "java.util.concurrent.DelayScheduler",
        "jdk.internal.misc.CarrierThread",
        "jdk.internal.misc.InnocuousThread",
        "jdk.internal.net.http.HttpClientImpl$SelectorManager",
        // The threads of groups of asynchronous channels.
        "sun.nio.ch.AsynchronousChannelGroupImpl$",
        "sun.nio.ch.EPollPort$",
        "sun.nio.ch.Iocp$",
        "sun.nio.ch.KQueuePort$",
        // The agent's own threads.
        "dev.whence.agent.LastWords",
        "dev.whence.agent.LookoutThread$",
        // Tomcat: workers, pollers, acceptors, processors of sockets and of streams.
        "org.apache.tomcat.util.",
        "org.apache.coyote.",
        // Jetty: workers, selectors and their strategies, connections and their timeouts.
        "org.eclipse.jetty.util.thread.QueuedThreadPool$",
        "org.eclipse.jetty.util.thread.ReservedThreadExecutor$",
        "org.eclipse.jetty.util.thread.ScheduledExecutorScheduler$",
        "org.eclipse.jetty.util.thread.ShutdownThread",
        "org.eclipse.jetty.util.thread.strategy.",
        "org.eclipse.jetty.io.",
        "org.eclipse.jetty.server.AbstractConnector$",
        "org.eclipse.jetty.server.HttpConnection",
        "org.eclipse.jetty.server.internal.HttpConnection",
        "org.eclipse.jetty.http2.",
        "org.eclipse.jetty.http3.",
        "org.eclipse.jetty.quic.",
        // Undertow: the workers of XNIO and of JBoss Threads, readers of requests.
        "io.undertow.server.protocol.",
        "org.jboss.threads.EnhancedQueueExecutor$",
        "org.jboss.threads.JBossThread",
        "org.xnio.nio.",
        "org.xnio.XnioWorker$",
        // Netty: event loops, timers, watchers of connections and of their pools.
        "io.netty.channel.epoll.",
        "io.netty.channel.kqueue.",
        "io.netty.channel.nio.",
        "io.netty.channel.uring.",
        "io.netty.handler.timeout.",
        "io.netty.util.HashedWheelTimer$Worker",
        "io.netty.util.ThreadDeathWatcher$",
        "io.netty.util.concurrent.GlobalEventExecutor$",
        "io.netty.util.concurrent.SingleThreadEventExecutor$",
        "io.netty.util.internal.ObjectCleaner$",
        // Vert.x: its threads and their watcher.
        "io.vertx.core.impl.BlockedThreadChecker$",
        "io.vertx.core.impl.VertxThread",
        // HTTP clients: reactors and evictors of idle connections.
        "okhttp3.ConnectionPool$",
        "okhttp3.internal.concurrent.TaskRunner$",
        "okhttp3.internal.connection.RealConnectionPool$",
        "org.apache.hc.client5.http.impl.IdleConnectionEvictor$",
        "org.apache.hc.core5.reactor.IOReactorWorker",
        // Databases: the maintenance of pools and connections, but not HikariCP's warning of a leaked connection.
        "com.mysql.cj.jdbc.AbandonedConnectionCleanupThread",
        "com.mysql.jdbc.AbandonedConnectionCleanupThread",
        "com.zaxxer.hikari.pool.HikariPool$",
        // Kotlin: the workers of its dispatchers and its timer.
        "kotlinx.coroutines.DefaultExecutor",
        "kotlinx.coroutines.scheduling.CoroutineScheduler$",
        // Executors of other libraries that run the tasks of many operations: each task has its own context.
        "com.google.common.util.concurrent.SequentialExecutor$",
    };

    /** Whether a class does shared work. */
    static boolean isDoneBy(String className) {
        for (String name : NAMES) {
            boolean isBegin = name.endsWith(".") || name.endsWith("$");
            if (isBegin ? className.startsWith(name) : className.equals(name)) {
                return true;
            }
        }
        return false;
    }

    private SharedWork() {}
}
