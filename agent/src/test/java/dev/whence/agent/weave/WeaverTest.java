package dev.whence.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.runtime.HookSwitch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WeaverTest {
    private static final String NAME = "dev/whence/agent/weave/WeaverTest";

    @DisplayName(
            "99: a point that is not there leaves the class as it is, and switches its hook off alone, with one line")
    @Test
    void missingPoint() {
        WovenType wrong = WovenType.of("wrong", NAME).at(Point.enter("noSuchMethod", "()V"));
        WovenType right = WovenType.of("right", NAME)
                .at(Point.enter("missingPoint", "()V").call("CompletableFutureHooks", "load", "()V"));
        String said = said(() -> {
            assertThat(transformed(wrong)).isNull();
            assertThat(transformed(wrong, right)).isNotNull();
        });
        assertThat(said.lines()).singleElement().asString().contains("wrong", "noSuchMethod");
        assertThat(HookSwitch.named("wrong").isOn()).isFalse();
        assertThat(HookSwitch.named("right").isOn()).isTrue();
    }

    /** Without glue, as nothing here needs any. */
    @SuppressWarnings("NullAway")
    private static byte[] transformed(WovenType... types) {
        try (InputStream in = WeaverTest.class.getResourceAsStream("WeaverTest.class")) {
            return Weaver.atLoad(new WovenTypes(List.of(), List.of(types)), new GlueClasses(null, null), Set.of())
                    .transform(
                            WeaverTest.class.getModule(),
                            WeaverTest.class.getClassLoader(),
                            NAME,
                            null,
                            null,
                            in.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String said(Runnable action) {
        PrintStream err = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(err);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
