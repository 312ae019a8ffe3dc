package dev.whence.agent.library;

import dev.whence.agent.weave.WovenType;
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
        all.addAll(kafka());
        all.addAll(grpc());
        all.addAll(actors("Pekko", "org.apache.pekko."));
        all.addAll(actors("Akka", "akka."));
        all.add(apache());
        all.add(asyncHttpClient());
        all.addAll(CarryingClients.all());
        // Code that blocks, which waits in a queue if it is ordered.
        all.add(Carried.in("Vert.x", "io.vertx.core.impl.WorkerTask").made().resumedIn("run"));
        return all;
    }

    /**
     * OkHttp 3, then 4 and 5. Whoever ends a call starts the next one that waits. A web socket reads in the callback of
     * the call that has opened it, for whoever uses it: the object carries nothing, so it reads in no context.
     */
    private static List<Carried> okHttp() {
        String hook = "OkHttp calls";
        return List.of(
                Carried.in(hook, "okhttp3.RealCall$AsyncCall").made("Callback").resumedIn("execute"),
                Carried.in(hook, "okhttp3.internal.connection.RealCall$AsyncCall")
                        .made("Callback")
                        .resumedIn("run"),
                Carried.in("OkHttp web sockets", "okhttp3.internal.ws.RealWebSocket")
                        .resumedIn("loopReader"));
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

    /** Kafka's producer, and the listeners of Spring. */
    private static List<WovenType> messages() {
        Messages records = Messages.of("Kafka messages", "headers", "lastHeader", "add", "remove");
        return List.of(
                records.sentBy(
                        Written.of("org.apache.kafka.clients.producer.KafkaProducer", "doSend"), "ProducerRecord"),
                records.handledBy(
                        Written.of(
                                "org.springframework.kafka.listener.KafkaMessageListenerContainer$ListenerConsumer",
                                "doInvokeRecordListener"),
                        "ConsumerRecord"));
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

    private CarryingLibraries() {}
}
