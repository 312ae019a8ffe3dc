package dev.whence.agent.attached.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

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

    @DisplayName("a plug-in with a logback that does not fit switches the hook off for itself only, and says so once")
    @Test
    void plugin(@TempDir Path folder) throws IOException {
        Path configuration = Files.writeString(
                folder.resolve("logback.xml"),
                "<configuration><appender name=\"OUT\" class=\"ch.qos.logback.core.ConsoleAppender\"><encoder>"
                        + "<pattern>%msg in: %X{correlationId}%n</pattern></encoder></appender>"
                        + "<root level=\"INFO\"><appender-ref ref=\"OUT\"/></root></configuration>");
        String peers = System.getProperty("whence.peers") + "/";
        JavaProcess.Result result = java().options("-Dlogback.configurationFile=" + configuration)
                .main(
                        Plugin.class,
                        peers + "logback-classic-1.2.jar",
                        peers + "logback-core-1.2.jar",
                        peers + "old-slf4j-api.jar")
                .agent("quiet=true")
                .run();
        assertThat(result.out().lines().filter(line -> line.contains(" in: ")))
                .as(result.toString())
                .startsWith("before in: order-1")
                .endsWith("after in: order-1");
        assertThat(result.errLines().stream()
                        .filter(line -> line.startsWith("whence"))
                        .count())
                .as(result.err())
                .isLessThan(2);
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
