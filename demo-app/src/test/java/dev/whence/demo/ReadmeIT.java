package dev.whence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.demo.jvm.Jdk;
import dev.whence.demo.jvm.Recording;
import dev.whence.demo.jvm.Recording.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README.md shows of an order is what the demo logs. */
@Tag("full")
class ReadmeIT {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```$");
    private static final Pattern EVENT =
            Pattern.compile("(?m)^[0-9:.]+ \\w+ +\\[order-7781] (\\S+) +(.*?) *(?:<- (.*))?$");
    private static final Pattern NUMBER_OF_JDK = Pattern.compile("(?<=\tat java\\.base/.{1,200}):\\d+");
    private static final String CONFIGURATION = """
            <configuration>
              <property scope="context" name="pattern" value="@pattern@%n"/>
              <appender name="CONSOLE" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>${pattern}</pattern></encoder>
              </appender>
              <root level="INFO"><appender-ref ref="CONSOLE"/></root>
            </configuration>
            """;

    private final Jdk jdk = DemoRun.newestJdk();

    @DisplayName("with the agent, the lines of the order have these causes, and its exception this path")
    @Test
    void withTheAgent(@TempDir Path folder) throws Exception {
        String pattern = find(Pattern.compile("log pattern `(.+?)`"), "%");
        Path configuration =
                Files.writeString(folder.resolve("logback.xml"), CONFIGURATION.replace("@pattern@", pattern));
        List<String> options =
                List.of(DemoRun.agent(",trust=all,stacks=full"), "-Dlogback.configurationFile=" + configuration);
        List<String> load = List.of("--requests", "48", "--in-flight", "12");
        Logs logs = new Recording(jdk, folder).make("readme", options, options, load, List.of());
        String real = Files.readString(logs.shop()) + Files.readString(logs.gateway());
        String shown = find(BLOCK, "[order-7781]");
        assertThat(causes(shown)).hasSize(7);
        assertThat(causes(real)).containsAllEntriesOf(causes(shown));
        assertThat(trace(real))
                .containsSubsequence(trace(shown))
                .startsWith(trace(shown).get(0));
    }

    @DisplayName("mvn -Pdemo compares, and without the agent the exception ends in the pool")
    @Test
    void compared(@TempDir Path folder) throws Exception {
        DemoRun demo = new DemoRun(folder);
        List<String> arguments = List.of(
                "compare", "--agent", DemoRun.jar("whence.agent"), "--jdk", "" + jdk.home(), "--dir", "" + folder);
        assertThat(demo.exitCode(jdk, List.of(), arguments)).as(demo::output).isZero();
        assertThat(demo.output()).contains("order-7781 in 0 lines", "WITH WHENCE: order-7781 in 8 lines");
        List<String> shown = trace(find(BLOCK, "[] payments-2"));
        assertThat(trace(Files.readString(folder.resolve("without.log"))))
                .containsSubsequence(shown)
                .endsWith(shown.get(shown.size() - 1));
    }

    /** Returns what the README has at such a place, and which contains a text. */
    private static String find(Pattern place, String part) throws IOException {
        return place.matcher(Files.readString(Path.of("../README.md")))
                .results()
                .map(found -> found.group(1))
                .filter(found -> found.contains(part))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the messages of the order, and for each the messages of the events that are named as its causes. */
    private static Map<String, Set<String>> causes(String log) {
        Map<String, String> messages = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        List<MatchResult> events = EVENT.matcher(log).results().toList();
        for (MatchResult event : events) {
            messages.put(event.group(1) + ":" + counts.merge(event.group(1), 1, Integer::sum), event.group(2));
        }
        Map<String, Set<String>> causes = new LinkedHashMap<>();
        for (MatchResult event : events) {
            Set<String> named = new TreeSet<>();
            if (event.group(3) != null) {
                Arrays.stream(event.group(3).split(" ", -1)).forEach(id -> named.add(messages.getOrDefault(id, id)));
            }
            causes.put(event.group(2), named);
        }
        return causes;
    }

    /** Returns the frames of the first exception. In those of the JDK the lines differ from release to release. */
    private static List<String> trace(String log) {
        List<String> frames = new ArrayList<>();
        for (String line : log.substring(log.indexOf("IllegalStateException: card declined"))
                .split("\n", -1)) {
            if (line.startsWith("\tat ")) {
                frames.add(NUMBER_OF_JDK.matcher(line).replaceFirst(""));
            } else if (!frames.isEmpty() && !line.equals("\t...")) {
                break;
            }
        }
        return frames;
    }
}
