package dev.whence.agent.library;

import java.util.ArrayList;
import java.util.List;

/** Clients and timers that carry the context in objects of their own. */
final class CarryingClients {
    static List<Carried> all() {
        List<Carried> all = new ArrayList<>();
        all.addAll(JettyClient.calls());
        all.addAll(undertow());
        return all;
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

    private CarryingClients() {}
}
