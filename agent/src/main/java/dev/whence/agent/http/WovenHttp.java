package dev.whence.agent.http;

import dev.whence.agent.weave.WovenType;
import java.util.ArrayList;
import java.util.List;

/** The list of all woven types of HTTP servers and clients. */
public final class WovenHttp {
    /** Returns all woven types. */
    public static List<WovenType> types() {
        List<WovenType> types = new ArrayList<>();
        types.addAll(WovenJdkServer.types());
        types.addAll(WovenTomcat.types());
        types.addAll(WovenJetty.types());
        types.addAll(WovenUndertow.types());
        types.addAll(WovenServlet.types());
        types.addAll(WovenJdkClient.types());
        types.addAll(WovenApacheClient.types());
        types.addAll(WovenOkHttp.types());
        types.addAll(WovenGrpc.types());
        return types;
    }

    private WovenHttp() {}
}
