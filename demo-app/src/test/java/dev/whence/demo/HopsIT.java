package dev.whence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.demo.jvm.Jdk;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/live.md shows of the hops of a shop, and whether each of them is worth it. */
@Tag("surroundings")
class HopsIT {
    /** The hops of the page's program: so many that each verdict has been reached. */
    private static final Pattern MANY = Pattern.compile("about (?<hops>\\d{2,})k hops");

    private final Jdk jdk = DemoRun.newestJdk();

    @DisplayName("the source lines, their pools and the verdicts are those of the page")
    @Test
    void sites(@TempDir Path folder) throws Exception {
        List<String> command = List.of(
                jdk.java().toString(), DemoRun.agent(",findings=off"), "-cp", "target/test-classes", "shop.Orders");
        Process shop = DemoRun.process(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        try {
            String pid = Long.toString(shop.pid());
            DemoRun.await(() -> MANY.matcher(DemoRun.command(jdk, "sites", pid)).find());
            String shown = DemoRun.command(jdk, "sites", pid);
            assertThat(verdicts(shown)).hasSize(7).isEqualTo(verdicts(LivePage.shown("sites " + pid, shown)));
        } finally {
            shop.destroyForcibly().waitFor();
        }
    }

    /** Returns what is said of each source line, without what differs from run to run. */
    private static Set<String> verdicts(String sites) {
        return Arrays.stream(sites.split("\n\n", -1))
                .filter(site -> site.contains(" at shop.Orders."))
                .map(site -> site.replaceAll(".*\\n?.*\u2248.*\\n", "").replaceAll("\\d+ (times|%)", "$1"))
                .collect(Collectors.toSet());
    }
}
