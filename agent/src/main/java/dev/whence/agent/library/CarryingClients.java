package dev.whence.agent.library;

import java.util.ArrayList;
import java.util.List;

/** Clients and timers that carry the context in objects of their own. */
final class CarryingClients {
    static List<Carried> all() {
        List<Carried> all = new ArrayList<>();
        all.addAll(javaHttp());
        all.addAll(JettyClient.calls());
        all.addAll(undertow());
        all.add(lettuce());
        all.add(mutiny());
        all.add(Carried.in("Netty timers", "io.netty.util.HashedWheelTimer$HashedWheelTimeout")
                .made("TimerTask")
                .resumedIn("expire"));
        all.add(nettyStreams());
        return all;
    }

    /**
     * The bodies of {@code java.net.http}: the client's own subscriber around that of the program, later and up to
     * 17.0.15, and its subscribers to the publisher of a request's body. All are made in the call's continuations.
     */
    private static List<Carried> javaHttp() {
        String root = "jdk.internal.net.http.";
        String requests = "java.net.http requests";
        return List.of(
                response(root + "common.HttpBodySubscriberWrapper"),
                response(root + "Http1Response$Http1BodySubscriber"),
                request(root + "Http1Exchange$Http1RequestBodySubscriber"),
                request(root + "Http1Exchange$Http1BodySubscriber"),
                Carried.in(requests, root + "Stream$RequestSubscriber").made().resumedIn("onSubscribe", "trySend"));
    }

    private static Carried response(String subscriber) {
        return Carried.in("java.net.http responses", subscriber)
                .inSomeUpdates()
                .made("BodySubscriber")
                .resumedIn("onSubscribe", "onNext", "onError", "onComplete", "complete");
    }

    private static Carried request(String subscriber) {
        return Carried.in("java.net.http requests", subscriber)
                .inSomeUpdates()
                .made()
                .resumedIn("request", "cancelSubscription");
    }

    /** Undertow's client for HTTP/1.1, and those that wait for a connection: for its failure, and for its success. */
    private static List<Carried> undertow() {
        String hook = "Undertow client";
        String root = "io.undertow.client.http.HttpClient";
        return List.of(
                Carried.in(hook, root + "Exchange")
                        .made("ClientCallback")
                        .resumedIn("setResponse", "setContinueResponse", "setFailed", "invokeReadReadyCallback"),
                Carried.in(hook, root + "Provider$1").made().resumedIn("notify"),
                Carried.in(hook, root + "Provider$2").made().resumedIn("handleEvent(StreamConnection)"));
    }

    /** Lettuce's reactive API. Who subscribes makes the subscription; the connection's thread calls the subscriber. */
    private static Carried lettuce() {
        return Carried.in("Lettuce", "io.lettuce.core.RedisPublisher$RedisSubscription")
                .made()
                .resumedIn("onNext", "onDataAvailable", "onAllDataRead", "onError", "readAndPublish");
    }

    /** Delayed items of Mutiny. Its scheduler hands each task to another executor when its time has come. */
    private static Carried mutiny() {
        return Carried.in("Mutiny", "io.smallrye.mutiny.infrastructure.MutinyScheduler$DecoratedRunnableTask")
                .made()
                .resumedIn("run");
    }

    /** Requests of HTTP/2 that wait until the connection may have one more stream. Whoever ends one sends the next. */
    private static Carried nettyStreams() {
        return Carried.in("Netty HTTP/2 streams", "io.netty.handler.codec.http2.StreamBufferingEncoder$HeadersFrame")
                .made()
                .resumedIn("send");
    }

    private CarryingClients() {}
}
