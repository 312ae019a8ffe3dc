package dev.whence.agent.http;

import dev.whence.agent.weave.WovenType;
import java.util.ArrayList;
import java.util.List;

/** All servers and clients. */
public final class WovenHttp {
    /** All woven types. */
    public static List<WovenType> types() {
        List<WovenType> types = new ArrayList<>();
        types.addAll(WovenJdkServer.types());
        types.addAll(WovenTomcat.types());
        types.addAll(WovenJetty.types());
        types.addAll(WovenUndertow.types());
        types.addAll(WovenServlet.types());
        types.addAll(WovenJdkClient.types());
        types.addAll(WovenApacheClient.types());
        return types;
    }

    private WovenHttp() {}
}
