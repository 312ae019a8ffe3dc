package dev.whence.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.jdk.WovenJdk;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Nothing of ours stands on the paths where a virtual thread parks, is unparked, mounts or unmounts. */
class VirtualThreadPathTest {
    @DisplayName("92: of a virtual thread only the construction, the start, the end and the join are woven")
    @Test
    void virtualThread() {
        assertThat(woven("java/lang/VirtualThread")).isSubsetOf("start", "run");
        assertThat(woven("java/lang/VirtualThread$VThreadContinuation")).isSubsetOf("<init>");
        assertThat(woven("java/lang/Thread")).isSubsetOf("start", "exit", "join", "dispatchUncaughtException");
    }

    private static List<String> woven(String type) {
        return WovenJdk.types(Start.FIRST, true).stream()
                .filter(woven -> woven.name().equals(type))
                .flatMap(woven -> woven.points().stream())
                .map(point -> point.method)
                .toList();
    }
}
