package dev.whence.agent.library;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import dev.whence.runtime.HeaderNames;
import java.util.ArrayList;
import java.util.List;

/** The libraries that carry the context in objects of their own, or in the headers of messages. */
final class CarryingLibraries {
    static List<WovenType> types() {
        List<WovenType> types = new ArrayList<>();
        for (Carried library : all()) {
            types.addAll(library.types());
        }
        types.addAll(messages());
        return types;
    }

    private static List<Carried> all() {
        List<Carried> all = new ArrayList<>();
        all.addAll(okHttp());
        all.addAll(WebSockets.all());
        all.addAll(kafka());
        all.addAll(grpc());
        all.addAll(actors("Pekko", "org.apache.pekko."));
        all.addAll(actors("Akka", "akka."));
        all.add(apache());
        all.add(asyncHttpClient());
        all.addAll(CarryingClients.all());
        all.add(paho("org.eclipse.paho.client.mqttv3."));
        all.add(paho("org.eclipse.paho.mqttv5.client."));
        all.add(nettyWrites());
        all.addAll(reactorNetty());
        all.addAll(micronaut());
        // Code that blocks, which waits in a queue if it is ordered.
        all.add(Carried.in("Vert.x", "io.vertx.core.impl.WorkerTask").made().resumedIn("run"));
        all.add(vertxFutures());
        all.addAll(vertxHttp("io.vertx.core.http.impl.Http1x"));
        all.addAll(vertxHttp("io.vertx.core.http.impl.http1.Http1"));
        all.addAll(vertxPool("io.vertx.core.net.impl.pool.", "Handler"));
        all.addAll(vertxPool("io.vertx.core.internal.pool.", "Completable"));
        return all;
    }

    /** OkHttp 3, then 4 and 5. Whoever ends a call starts the next one that waits. */
    private static List<Carried> okHttp() {
        String hook = "OkHttp calls";
        return List.of(
                Carried.in(hook, "okhttp3.RealCall$AsyncCall").made("Callback").resumedIn("execute"),
                Carried.in(hook, "okhttp3.internal.connection.RealCall$AsyncCall")
                        .made("Callback")
                        .resumedIn("run"));
    }

    /** Kafka's producer up to 3.2, then later ones. */
    private static List<Carried> kafka() {
        String hook = "Kafka producer";
        String producer = "org.apache.kafka.clients.producer.KafkaProducer$";
        return List.of(
                Carried.in(hook, producer + "InterceptorCallback")
                        .made("Callback")
                        .resumedIn("onCompletion"),
                Carried.in(hook, producer + "AppendCallbacks").made("Callback").resumedIn("onCompletion"));
    }

    /** What a client for MQTT is asked for. Checked with 1.0.2, 1.1.1 and 1.2.5 for version 3, and 1.2.5 for version 5. */
    private static Carried paho(String root) {
        String callback = root + "internal.CommsCallback";
        return Carried.in("Paho MQTT", root + "MqttToken")
                .made()
                .resumedWith(Written.of(callback, "handleActionComplete"), "MqttToken")
                .resumedWith(Written.of(callback, "fireActionEvent"), "MqttToken");
    }

    private static List<WovenType> messages() {
        List<WovenType> messages = new ArrayList<>();
        messages.addAll(kafkaMessages());
        messages.addAll(rabbitMq());
        messages.addAll(activeMq());
        messages.addAll(artemis());
        messages.addAll(springJms());
        return messages;
    }

    /** Kafka's producer and consumer, and the listeners of Spring. */
    private static List<WovenType> kafkaMessages() {
        HeaderNames headers = new HeaderNames("headers", "lastHeader", "add", "remove");
        // A record cannot be changed any more once it was sent, but it can be sent again, by somebody else.
        Messages records =
                Messages.of("Kafka messages", headers.copiedBy("topic,partition,timestamp,key,value,headers"));
        Messages polled = Messages.of("Kafka consumer", headers);
        String root = "org.apache.kafka.clients.consumer.";
        String[] others = {"commitSync", "commitAsync", "unsubscribe", "close"};
        return List.of(
                records.sentBy(
                        Written.of("org.apache.kafka.clients.producer.KafkaProducer", "doSend"), "ProducerRecord"),
                records.handledBy(
                        Written.of(
                                "org.springframework.kafka.listener.KafkaMessageListenerContainer$ListenerConsumer",
                                "doInvokeRecordListener"),
                        "ConsumerRecord"),
                polled.fetchedBy(root + "KafkaConsumer", "poll", others),
                polled.fetchedBy(root + "MockConsumer", "poll", others),
                polled.iteratedBy(Written.of(root + "ConsumerRecords$ConcatenatedIterable", "iterator")),
                polled.listedBy(Written.of(root + "ConsumerRecords", "records(TopicPartition)")));
    }

    /**
     * RabbitMQ's client, and the listeners of Spring. A batch of Spring is one message with the headers of its first
     * one, sent by whoever fills it.
     *
     * <p>Checked with the client's 5.0.0, 5.7.3, 5.14.3, 5.20.0, 5.25.0, 5.28.0 and 5.37.1, and Spring's 2.2.22, 2.4.17,
     * 3.2.5 and 4.1.2. Spring's 2.0.14 has no method to read a header of a message.
     */
    private static List<WovenType> rabbitMq() {
        String ofBatch = "springBatchFormat";
        String root = "com.rabbitmq.client.impl.";
        Messages messages = Messages.of(
                "RabbitMQ",
                new HeaderNames("getHeaders", "get", "headers", "")
                        .copiedBy("builder")
                        .withBatches(ofBatch));
        String publish = "basicPublish(String,String,boolean,boolean,BasicProperties,";
        return List.of(
                messages.sentByEither(
                        "BasicProperties",
                        Written.of(root + "ChannelN", publish + "ByteBuffer,WriteListener)"),
                        Written.of(root + "ChannelN", publish + "byte[])")),
                // The run of a consumer for a delivery. Others are for its beginning, cancelling and end.
                messages.handledFrom(
                        Written.of(root + "ConsumerDispatcher$5", "run"),
                        Point.afterFirstGet("run", "(*)", "val$properties")),
                Messages.of(
                                "Spring AMQP",
                                new HeaderNames("getMessageProperties", "getHeader", "", "").withBatches(ofBatch))
                        .handledBy(
                                Written.of(
                                        "org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer",
                                        "executeListener"),
                                "2"));
    }

    /**
     * ActiveMQ Classic. What is sent is a copy of the program's message, which may be one that was received and then
     * cannot be changed. The client itself reads a received message anew for each listener.
     *
     * <p>Checked with 5.8.0, 5.14.5, 5.15.16, 5.16.8, 5.18.7, 5.19.2, 6.0.1, 6.1.8, 6.2.0 and 6.3.1.
     */
    private static List<WovenType> activeMq() {
        String root = "org.apache.activemq.";
        Messages messages =
                Messages.of("ActiveMQ", new HeaderNames("", "getProperty", "setProperty", "").asIdentifiers());
        List<WovenType> types = new ArrayList<>(List.of(
                messages.sentAfter(Written.of(root + "ActiveMQSession", "send"), "onSend"),
                messages.handledFrom(
                        Written.of(root + "ActiveMQMessageConsumer", "dispatch"),
                        Point.afterCall("dispatch", "(*)", "createActiveMQMessage")),
                // Message-driven beans.
                messages.handledInCalls(Written.of(root + "ActiveMQSession", "run"), "onMessage")));
        types.addAll(Carried.in("ActiveMQ callbacks", root + "transport.FutureResponse")
                .madeFor("ResponseCallback")
                .resumedIn("set")
                .types());
        return types;
    }

    /**
     * Artemis. Checked with 1.5.6, which tells a callback of no failure, as 2.6.4; 2.16.0, 2.19.1, 2.33.0 and 2.56.0, for
     * {@code javax.jms} and {@code jakarta.jms}.
     */
    private static List<WovenType> artemis() {
        String root = "org.apache.activemq.artemis.";
        Messages messages = Messages.of(
                "Artemis", new HeaderNames("", "getStringProperty", "putStringProperty", "").asIdentifiers());
        List<WovenType> types = new ArrayList<>(List.of(
                messages.sentBy(Written.of(root + "core.client.impl.ClientProducerImpl", "doSend"), "Message"),
                messages.handledBy(
                        Written.of(root + "jms.client.JMSMessageListenerWrapper", "onMessage"), "ClientMessage"),
                // Message-driven beans.
                messages.handledBy(
                        Written.of(root + "ra.inflow.ActiveMQMessageHandler", "onMessage"), "ClientMessage")));
        types.addAll(
                Carried.in("Artemis callbacks", root + "jms.client.ActiveMQMessageProducer$CompletionListenerWrapper")
                        .made("CompletionListener")
                        .resumedInSome("sendAcknowledged", "sendFailed")
                        .types());
        return types;
    }

    /**
     * Spring's containers of JMS listeners: those that poll, for any client, and those that the client calls. Checked
     * with 4.3.30, 5.3.39, 6.2.8 and 7.0.10.
     */
    private static List<WovenType> springJms() {
        String root = "org.springframework.jms.listener.";
        Messages messages = Messages.of("Spring JMS", new HeaderNames("", "getStringProperty", "", "").asIdentifiers());
        return List.of(
                messages.handledFrom(
                        Written.of(root + "AbstractPollingMessageListenerContainer", "doReceiveAndExecute"),
                        Point.afterCall("doReceiveAndExecute", "(*)", "receiveMessage")),
                messages.handledBy(
                        Written.of(root + "AbstractMessageListenerContainer", "executeListener"), "Message"));
    }

    /** Calls of gRPC. Those that are made before the channel is connected wait, and all start on one thread. */
    private static List<Carried> grpc() {
        return List.of(
                Carried.in("gRPC calls", "io.grpc.internal.DelayedClientCall")
                        .made()
                        .resumedIn("setCall", "drainPendingCalls"),
                Carried.in("gRPC calls", "io.grpc.internal.ClientCallImpl$ClientStreamListenerImpl")
                        .made("Listener")
                        .resumedIn("headersRead", "messagesAvailable", "closed", "onReady"),
                Carried.in("gRPC server", "io.grpc.internal.ServerImpl$JumpToApplicationThreadServerStreamListener")
                        .made()
                        .resumedIn("messagesAvailable", "halfClosed", "closed", "onReady"));
    }

    /** Messages, new actors and delayed tasks of Pekko, and of Akka from which it was made. */
    private static List<Carried> actors(String hook, String root) {
        String cell = root + "actor.ActorCell";
        return List.of(
                Carried.in(hook, root + "dispatch.Envelope").made().resumedWith(Written.of(cell, "invoke"), "Envelope"),
                Carried.in(
                                hook,
                                root + "dispatch.sysmsg.Create",
                                root + "dispatch.sysmsg.Supervise",
                                root + "dispatch.sysmsg.Recreate",
                                root + "dispatch.sysmsg.Terminate",
                                root + "dispatch.sysmsg.Failed",
                                root + "dispatch.sysmsg.DeathWatchNotification")
                        .made()
                        .resumedWith(Written.of(cell, "systemInvoke"), "SystemMessage"),
                Carried.in(hook, root + "actor.LightArrayRevolverScheduler$TaskHolder")
                        .made("Runnable")
                        .resumedIn("executeTask"));
    }

    private static Carried apache() {
        String root = "org.apache.http.impl.nio.client.";
        return Carried.in("Apache HttpAsyncClient", root + "AbstractClientExchangeHandler")
                .made()
                .resumedIn("failed", "close")
                .resumedBy(
                        root + "DefaultClientExchangeHandlerImpl",
                        "generateRequest",
                        "produceContent",
                        "requestCompleted",
                        "responseReceived",
                        "consumeContent",
                        "responseCompleted",
                        "inputTerminated");
    }

    private static Carried asyncHttpClient() {
        String root = "org.asynchttpclient.netty.";
        Carried call = Carried.in("AsyncHttpClient", root + "NettyResponseFuture")
                .made("AsyncHandler")
                .resumedIn("done", "abort");
        for (String method : new String[] {"handleRead", "handleException", "handleChannelInactive"}) {
            call.resumedWith(Written.of(root + "handler.HttpHandler", method), "NettyResponseFuture");
        }
        return call;
    }

    /** Writes of other threads than a channel's. Without a flush Netty does not submit them by {@code execute}. */
    private static Carried nettyWrites() {
        String task = "io.netty.channel.AbstractChannelHandlerContext$WriteTask";
        return Carried.in("Netty writes", task)
                .handedTo(Written.of(task, "init"), "WriteTask", "")
                .resumedIn("run");
    }

    /** Calls of reactor-netty, which wait for a connection. What happens to the connection is of the call that has it. */
    private static List<Carried> reactorNetty() {
        String hook = "reactor-netty";
        return List.of(
                Carried.in(hook, "reactor.netty.http.client.Http2ConnectionProvider$DisposableAcquire")
                        .made()
                        .resumedIn("onNext")
                        .resumedInSome("onError", "onStateChange", "onUncaughtException", "operationComplete"),
                Carried.in(hook, "reactor.netty.resources.DefaultPooledConnectionProvider$DisposableAcquire")
                        .made()
                        .resumedIn("onNext", "onError", "run", "onStateChange", "onUncaughtException"),
                Carried.in(hook, "reactor.netty.resources.NewConnectionProvider$NewConnectionObserver")
                        .made()
                        .resumedIn("onStateChange", "onUncaughtException"));
    }

    /** Calls of Micronaut's client, which wait for a connection: up to 4.7, then in the two kinds of pools of later ones. */
    private static List<Carried> micronaut() {
        String hook = "Micronaut HTTP client";
        String root = "io.micronaut.http.client.netty.";
        return List.of(
                Carried.in(hook, root + "CancellableMonoSink").made().resumedIn("tryEmitValue", "tryEmitError"),
                Carried.in(hook, root + "Pool40$PendingRequest", root + "Pool49$PendingRequest")
                        .made()
                        .resumedIn("tryComplete", "tryCompleteExceptionally"));
    }

    /** What transforms a future of Vert.x 5, or 4. Whoever completes the future may belong to another operation. */
    private static Carried vertxFutures() {
        String root = "io.vertx.core.impl.future.";
        return Carried.in(
                        "Vert.x futures",
                        root + "Composition",
                        root + "Transformation",
                        root + "Eventually",
                        root + "Mapping",
                        root + "FixedMapping",
                        root + "Otherwise",
                        root + "FixedOtherwise",
                        root + "Expect")
                .made()
                .resumedInSome("complete", "onSuccess", "onFailure");
    }

    /**
     * Requests on Vert.x's connections: those of a server that wait for the response to an earlier one, and those of a
     * client that wait for the end of an earlier one, or in the queue of a connection.
     */
    private static List<Carried> vertxHttp(String root) {
        String hook = "Vert.x HTTP";
        String name = root.substring(root.lastIndexOf('.') + 1);
        String client = root + "ClientConnection";
        return List.of(
                Carried.in(hook, root + "ServerRequest")
                        .made()
                        .resumedWith(Written.of(root + "ServerConnection", "handleNext"), name + "ServerRequest"),
                Carried.in(hook, client + "$Stream")
                        .made()
                        .handedTo(Written.of(client + "$StreamImpl", "writeHead"), "this", "")
                        .resumedWith(Written.of(client, "beginRequest"), "Stream")
                        .resumedAround(Written.of(client, "endRequest"), "complete"));
    }

    /** Vert.x's pools of connections. Any thread does the work of all: it gets a connection for whoever waits. */
    private static List<Carried> vertxPool(String root, String handler) {
        String hook = "Vert.x HTTP";
        String pool = root + "SimpleConnectionPool$";
        return List.of(
                Carried.in(hook, root + "CombinerExecutor").resumedIn("submit"),
                Carried.in(hook, pool + "LeaseImpl")
                        .madeFor(Written.of(pool + "Acquire", "<init>"), handler)
                        .resumedIn("emit"));
    }

    private CarryingLibraries() {}
}
