package dev.whence.agent.http;

import dev.whence.agent.weave.WovenType;
import java.util.List;

/** The woven types of HTTP servers and clients, in groups that are described when they are needed. */
public final class WovenHttp {
    /** The number of groups. */
    public static final int GROUPS = 15;

    /** Describes the types of a group. */
    public static List<WovenType> group(int number) {
        return switch (number) {
            case 0 -> WovenJdkServer.types();
            case 1 -> WovenTomcat.types();
            case 2 -> WovenJetty.types();
            case 3 -> WovenUndertow.types();
            case 4 -> WovenServlet.types();
            case 5 -> WovenJdkClient.types();
            case 6 -> WovenApacheClient.types();
            case 7 -> WovenOkHttp.types();
            case 8 -> WovenGrpc.types();
            case 9 -> WovenApacheClient4.types();
            case 10 -> WovenJettyClient.types();
            case 11 -> WovenUndertowClient.types();
            case 12 -> WovenNetty.types();
            case 13 -> WovenNettyHttp2.types();
            case 14 -> WovenHelidon.types();
            default -> throw new IndexOutOfBoundsException(number);
        };
    }

    private WovenHttp() {}
}
