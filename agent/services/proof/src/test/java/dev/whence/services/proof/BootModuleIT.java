package dev.whence.services.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of Spring Boot with our logback module on its class path, without configuration and without the agent. */
@ParameterizedClass(name = "{0} on {1}")
@MethodSource("services")
class BootModuleIT {
    private final Service service;
    private final Jdk jdk;
    private final Path folder;

    BootModuleIT(Service service, Jdk jdk, @TempDir Path folder) {
        this.service = service;
        this.jdk = jdk;
        this.folder = folder;
    }

    static Stream<Arguments> services() {
        return Jdks.toTest().stream()
                .flatMap(jdk -> Stream.of(Service.boot(3), Service.boot(4)).map(service -> Arguments.of(service, jdk)));
    }

    @DisplayName("structured lines have the stamp as a field")
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"ecs, `\"causal\":{\"hlc\":\"`", "logstash, `\"causal\":{\"hlc\":\"`", "gelf, `\"_causal_hlc\":\"`"
            })
    void structured(String format, String stamp) throws Exception {
        try (RunningService running = RunningService.start(
                service.bootProcess(jdk, System.getProperty("whence.modules", ""))
                        .arguments("--logging.structured.format.console=" + format),
                folder)) {
            HttpRequest request =
                    HttpRequest.newBuilder(running.uri("/work?order=0")).build();
            HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        }
        assertThat(BootRun.events(folder.resolve("out"))).isNotEmpty().allMatch(line -> line.contains(stamp));
    }
}
