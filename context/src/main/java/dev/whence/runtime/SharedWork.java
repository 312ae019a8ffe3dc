package dev.whence.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The list of work that libraries do for all operations: selectors, acceptors, socket processors, evictors of idle
 * connections, timers, the threads of the servers' own pools, and the runs that empty a queue which many operations
 * fill.
 *
 * <p>Such work is often started inside a request, but it belongs to no operation. So its thread or task has no
 * correlation and no logical stack, however it is started. It is recognized by the name of its class. The name of a
 * lambda's class begins with the name of the class in which the lambda is written.
 *
 * <p>Classes that run the program's own code are listed in two cases only. They run it for whoever comes, so that its
 * own context would be known by chance at best. Or each piece of it has a context of its own.
 *
 * <p>In the table, a name that ends with a dot or a dollar sign stands for all names that begin with it. Any other one
 * stands for the class and its subclasses. The names also stand for {@linkplain Relocation relocated} copies.
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
        "dev.whence.agent.AgentThread",
        "dev.whence.agent.ExitReport",
        "dev.whence.agent.LastWords",
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
        // Vert.x: its threads and their watcher, the runs of its queues of tasks.
        "io.vertx.core.impl.BlockedThreadChecker$",
        "io.vertx.core.impl.TaskQueue$",
        "io.vertx.core.impl.VertxThread",
        "io.vertx.core.impl.btc.BlockedThreadChecker$",
        "io.vertx.core.internal.threadchecker.BlockedThreadChecker$",
        // HTTP clients: reactors and evictors of idle connections.
        "okhttp3.ConnectionPool$",
        "okhttp3.internal.concurrent.TaskRunner$",
        "okhttp3.internal.connection.RealConnectionPool$",
        "org.apache.hc.client5.http.impl.IdleConnectionEvictor$",
        "org.apache.hc.core5.reactor.IOReactorWorker",
        "org.apache.http.impl.client.IdleConnectionEvictor$",
        "org.apache.http.impl.nio.bootstrap.HttpServer$",
        "org.apache.http.impl.nio.client.AbstractHttpAsyncClient$",
        "org.apache.http.impl.nio.client.CloseableHttpAsyncClientBase$",
        "org.apache.http.impl.nio.reactor.",
        "org.java_websocket.client.WebSocketClient",
        "org.java_websocket.client.WebSocketClient$WebsocketWriteThread",
        "org.java_websocket.server.WebSocketServer",
        "org.java_websocket.server.WebSocketServer$WebSocketWorker",
        // Hazelcast: the threads of partitions.
        "com.hazelcast.spi.impl.operationexecutor.impl.OperationThread",
        // Databases: the maintenance of pools and connections, but not HikariCP's warning of a leaked connection.
        "com.mysql.cj.jdbc.AbandonedConnectionCleanupThread",
        "com.mysql.jdbc.AbandonedConnectionCleanupThread",
        "com.zaxxer.hikari.pool.HikariPool$",
        "com.mongodb.internal.connection.AsynchronousClusterEventListener$",
        "com.mongodb.internal.connection.BaseCluster$WaitQueueHandler",
        "com.mongodb.internal.connection.DefaultConnectionPool$",
        "com.mongodb.internal.connection.DefaultDnsSrvRecordMonitor$",
        "com.mongodb.internal.connection.DefaultServerMonitor$",
        "com.mongodb.internal.connection.LoadBalancedCluster$WaitQueueHandler",
        "net.spy.memcached.MemcachedConnection",
        "org.apache.commons.pool2.impl.BaseGenericObjectPool$Evictor",
        "org.apache.commons.pool2.impl.EvictionTimer$",
        // Redis and caches: the watchers of clusters, and the maintenance of caches.
        "com.github.benmanes.caffeine.cache.BoundedLocalCache$PerformCleanupTask",
        "io.lettuce.core.cluster.ClusterTopologyRefreshScheduler",
        "redis.clients.jedis.JedisClusterInfoCache$TopologyRefreshTask",
        "redis.clients.jedis.JedisSentinelPool$MasterListener",
        "redis.clients.jedis.providers.SentineledConnectionProvider$SentinelListener",
        // Messages: readers and writers of connections, heartbeats, and the threads and runs that give each consumer
        // the messages of all operations.
        "com.rabbitmq.client.impl.AMQConnection$MainLoop",
        "com.rabbitmq.client.impl.ConsumerWorkService$WorkPoolRunnable",
        "com.rabbitmq.client.impl.HeartbeatSender$HeartbeatRunnable",
        "com.rabbitmq.client.impl.nio.NioLoop",
        "io.nats.client.impl.NatsConnectionReader",
        "io.nats.client.impl.NatsConnectionWriter",
        "io.nats.client.impl.NatsDispatcher",
        "org.apache.activemq.artemis.utils.actors.ProcessorBase$",
        "org.apache.activemq.thread.",
        "org.apache.activemq.transport.",
        "org.apache.camel.component.seda.SedaConsumer",
        "org.apache.kafka.clients.admin.KafkaAdminClient$AdminClientRunnable",
        "org.apache.kafka.clients.producer.internals.Sender",
        "org.apache.kafka.common.utils.KafkaThread",
        "org.eclipse.paho.client.mqttv3.internal.CommsCallback",
        "org.eclipse.paho.client.mqttv3.internal.CommsReceiver",
        "org.eclipse.paho.client.mqttv3.internal.CommsSender",
        "org.eclipse.paho.mqttv5.client.internal.CommsCallback",
        "org.eclipse.paho.mqttv5.client.internal.CommsReceiver",
        "org.eclipse.paho.mqttv5.client.internal.CommsSender",
        "org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer$AsyncMessageProcessingConsumer",
        "org.springframework.jms.listener.DefaultMessageListenerContainer$AsyncMessageListenerInvoker",
        "org.springframework.kafka.listener.KafkaMessageListenerContainer$ListenerConsumer",
        // Actors, ring buffers, coordination and schedulers.
        "akka.actor.LightArrayRevolverScheduler$$anon$3",
        "akka.dispatch.Mailbox",
        "akka.stream.impl.BoundedSourceQueueStage$",
        "akka.stream.scaladsl.MergeHub$MergedSourceLogic",
        "com.lmax.disruptor.BatchEventProcessor",
        "com.lmax.disruptor.WorkProcessor",
        "org.agrona.concurrent.AgentRunner",
        "org.apache.curator.framework.imps.CuratorFrameworkImpl$4",
        "org.apache.pekko.actor.LightArrayRevolverScheduler$$anon$3",
        "org.apache.pekko.dispatch.Mailbox",
        "org.apache.pekko.stream.impl.BoundedSourceQueueStage$",
        "org.apache.pekko.stream.scaladsl.MergeHub$MergedSourceLogic",
        "org.apache.zookeeper.ClientCnxn$",
        "org.quartz.core.QuartzSchedulerThread",
        "org.quartz.impl.jdbcjobstore.JobStoreSupport$ClusterManager",
        "org.quartz.impl.jdbcjobstore.JobStoreSupport$MisfireHandler",
        "org.quartz.simpl.SimpleThreadPool$WorkerThread",
        // Kotlin: the workers of its dispatchers and its timer.
        "kotlinx.coroutines.DefaultExecutor",
        "kotlinx.coroutines.scheduling.CoroutineScheduler$",
        // Executors of other libraries that run the tasks of many operations: each task has its own context.
        "com.google.common.util.concurrent.SequentialExecutor$",
        "io.grpc.internal.SerializingExecutor",
    };

    /** The number of names in a listed name from which on it means the same inside of any other name. */
    private static final int UNMISTAKABLE = 4;

    /** The listed names by the first of their names. */
    private static final Map<String, List<String>> BY_FIRST = byFirst(NAMES);

    private static Map<String, List<String>> byFirst(String[] names) {
        Map<String, List<String>> byFirst = new HashMap<>();
        for (String name : names) {
            String first = name.substring(0, name.indexOf('.'));
            List<String> known = byFirst.get(first);
            if (known == null) {
                known = new ArrayList<>();
                byFirst.put(first, known);
            }
            known.add(name);
        }
        return byFirst;
    }

    /** Whether a class does shared work, or extends a class that is listed itself. */
    static boolean isDoneBy(Class<?> type) {
        boolean isShared = isDoneBy(type.getName(), true);
        Class<?> above = type.getSuperclass();
        while (!isShared && above != null && above.getClassLoader() != null) {
            isShared = isDoneBy(above.getName(), false);
            above = above.getSuperclass();
        }
        return isShared;
    }

    /**
     * Whether a class does shared work, by its name.
     *
     * @param byBegin whether listed beginnings of names count too
     */
    static boolean isDoneBy(String className, boolean byBegin) {
        for (String name : Settings.sharedWork) {
            if (stands(name, className, 0, byBegin)) {
                return true;
            }
        }
        return isListed(Relocation.undo(className), 0, 0, byBegin) || isListedWithin(className, byBegin);
    }

    /** Whether a listed name that is long enough begins somewhere inside of the name of a class. */
    private static boolean isListedWithin(String className, boolean byBegin) {
        for (int at = className.indexOf('.') + 1; at > 0; at = className.indexOf('.', at) + 1) {
            if (isListed(className, at, UNMISTAKABLE, byBegin)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isListed(String className, int at, int leastNames, boolean byBegin) {
        int end = className.indexOf('.', at);
        List<String> listed = end < 0 ? null : BY_FIRST.get(className.substring(at, end));
        if (listed != null) {
            for (String name : listed) {
                if (stands(name, className, at, byBegin) && name.split("\\.").length >= leastNames) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a listed name stands for the name of a class from a place on. */
    private static boolean stands(String name, String className, int at, boolean byBegin) {
        return className.startsWith(name, at)
                && (className.length() == at + name.length()
                        || (byBegin && (name.endsWith(".") || name.endsWith("$"))));
    }

    private SharedWork() {}
}
