package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The MBean, which is there only if the option asks for it. */
@Tag("surroundings")
@ParameterizedClass
@MethodSource("jdks")
class LiveBeanIT {
    private final Jdk jdk;

    LiveBeanIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    /** A program that asks the MBean. */
    static final class Asking {
        public static void main(String[] args) throws Exception {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = new ObjectName("dev.whence:type=Live");
            for (int i = 0; i < 1_000 && !server.isRegistered(name); i++) {
                Thread.sleep(20);
            }
            System.out.println(server.invoke(name, "dump", new Object[0], new String[0]));
        }

        private Asking() {}
    }

    private JavaProcess java(Class<?> main) {
        return JavaProcess.java(jdk).options("-cp", JavaProcess.bareClassPath()).main(main);
    }

    @DisplayName("with jmx=on, the MBean dumps what is in flight")
    @Test
    void on() {
        JavaProcess.Result result =
                java(Asking.class).agent("quiet=true", "jmx=on").run();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("{\"format\":1,").contains("\"pools\":", "\"groups\":");
    }

    @DisplayName("else no class of the module java.management is loaded")
    @Test
    void off(@TempDir Path folder) throws IOException {
        Path loaded = folder.resolve("classes.log");
        JavaProcess.Result result = java(StartIT.Hello.class)
                .options("-Xlog:class+load:file=" + loaded)
                .agent("quiet=true")
                .run();
        assertThat(result.out().strip()).isEqualTo("hello");
        assertThat(Files.readString(loaded)).doesNotContain(" java.lang.management.", " javax.management.");
    }

    @DisplayName("without that module, one line says that jmx=on does nothing")
    @Test
    void withoutModule() {
        JavaProcess.Result result = java(StartIT.Hello.class)
                .options("--limit-modules=java.instrument,java.logging,jdk.unsupported")
                .agent("quiet=true", "jmx=on")
                .run();
        assertThat(result.errLines())
                .singleElement()
                .asString()
                .startsWith("whence: jmx=on does nothing here")
                .contains("java.management");
    }
}
