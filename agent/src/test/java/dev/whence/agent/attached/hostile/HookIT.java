package dev.whence.agent.attached.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import dev.whence.agent.attached.harness.Peers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A hook works for one library, and goes on, whatever another or the program does to it. */
@ParameterizedClass
@MethodSource("jdks")
class HookIT {
    private final Jdk jdk;

    HookIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    private JavaProcess java() {
        return JavaProcess.java(jdk).options("-cp", JavaProcess.testClassPath());
    }

    @DisplayName("a plug-in with a logback of another release logs the id as the program does")
    @ParameterizedTest
    @ValueSource(strings = {"1.2", "1.3", "1.6"})
    void plugin(String release, @TempDir Path folder) throws IOException {
        JavaProcess.Result result = plugin(folder, Peers.logback(release));
        assertThat(shown(result))
                .as(result.toString())
                .containsExactly("before in: order-1", "plugin in: order-1", "after in: order-1");
        assertThat(result.err()).isEmpty();
    }

    @DisplayName("a plug-in with a logback that does not fit switches the hook off for itself only, and says so once")
    @Test
    void unfit(@TempDir Path folder) throws IOException {
        new ByteBuddy().subclass(Object.class).name(Plugin.LAYOUT).make().saveIn(folder.toFile());
        JavaProcess.Result result = plugin(folder, folder + File.separator, Peers.logback("1.2"));
        assertThat(shown(result))
                .as(result.toString())
                .startsWith("before in: order-1")
                .endsWith("after in: order-1");
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .startsWith("whence: the hook logback is off in java.net.URLClassLoader");
    }

    private JavaProcess.Result plugin(Path folder, String... entries) throws IOException {
        Path configuration = Files.writeString(
                folder.resolve("logback.xml"),
                "<configuration><appender name=\"OUT\" class=\"ch.qos.logback.core.ConsoleAppender\"><encoder>"
                        + "<pattern>%msg in: %X{correlationId}%n</pattern></encoder></appender>"
                        + "<root level=\"INFO\"><appender-ref ref=\"OUT\"/></root></configuration>");
        return java().options("-Dlogback.configurationFile=" + configuration)
                .main(Plugin.class, String.join(File.pathSeparator, entries).split(File.pathSeparator))
                .agent("quiet=true")
                .run();
    }

    private static List<String> shown(JavaProcess.Result result) {
        return result.out().lines().filter(line -> line.contains(" in: ")).toList();
    }

    @DisplayName("requests whose headers cannot be read are the program's fault, and the next one is handled as ever")
    @Test
    void oddRequests() {
        JavaProcess.Result result =
                java().main(OddRequests.class).agent("quiet=true").run();
        assertThat(result.out().lines())
                .as(result.toString())
                .hasSize(11)
                .last()
                .isEqualTo("handled in: order-1");
        assertThat(result.err()).isEmpty();
    }

    @DisplayName("a connection is hooked into, though the first class of the program is an executor")
    @Test
    void connection() {
        JavaProcess.Result result =
                java().main(Connection.class, "false", "1").agent("quiet=true").run();
        assertThat(result.out().lines()).as(result.toString()).containsExactly("order-1");
    }

    @DisplayName("a class that a foreign class loader loads while another is woven is woven soon afterwards")
    @Test
    void lookout() {
        JavaProcess.Result result =
                java().main(Connection.class, "true", "500").agent("quiet=true").run();
        assertThat(result.out().lines()).as(result.toString()).containsExactly("order-1");
    }
}
