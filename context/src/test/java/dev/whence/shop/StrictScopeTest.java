package dev.whence.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests of the messages about scopes that are closed in a wrong way, or never. The scopes are opened in a JVM of their
 * own.
 */
class StrictScopeTest {
    private static final String STRICT = "-Dwhence.strict=true";

    private static String outputOf(String way, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(options));
        command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), WrongClose.class.getName(), way));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    @Test
    void strictShowsTheOpenerOfAScopeClosedOutOfOrder() throws Exception {
        assertThat(outputOf("order", STRICT))
                .contains("outer", "closed while another scope was still open inside it", "opened by thread main")
                .contains("at dev.whence.shop.WrongClose.openOuter(WrongClose.java:");
    }

    @Test
    void strictShowsTheOpenerOfAScopeClosedOnAnotherThread() throws Exception {
        assertThat(outputOf("thread", STRICT))
                .contains("outer", "closed on another thread, closer", "opened by thread main")
                .contains("at dev.whence.shop.WrongClose.openOuter(WrongClose.java:");
    }

    @Test
    void strictShowsTheOpenerOfAHandoffClosedOnAnotherThread() throws Exception {
        assertThat(outputOf("handoff", STRICT))
                .contains("resumed hand-off was closed on another thread, closer")
                .contains("at dev.whence.shop.WrongClose.resumeHandoff(WrongClose.java:");
    }

    @Test
    void strictTellsOnceOfScopesThatAreNeverClosed() throws Exception {
        assertThat(outputOf("never", STRICT))
                .containsOnlyOnce("A correlation scope for outer is number 1000 that is open in its thread")
                .contains("at dev.whence.shop.WrongClose.openOuter(WrongClose.java:");
    }

    @Test
    void strictIsSilentOfRightCloses() throws Exception {
        assertThat(outputOf("right", STRICT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"order", "handoff", "never"})
    void isSilentUnlessAsked(String way) throws Exception {
        assertThat(outputOf(way)).isEmpty();
    }
}
