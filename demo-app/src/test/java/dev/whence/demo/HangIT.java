package dev.whence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.demo.jvm.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shop hangs because its gateway does not answer, and the screens of docs/live.md show that. With {@code
 * -Dwhence.docs=write} the test writes them there.
 */
@Tag("surroundings")
@EnabledOnOs(OS.LINUX)
class HangIT {
    private static final int ORDERS = 3;

    /** A thread that two frames have seen waiting. */
    private static final Pattern WAITS = Pattern.compile("\\ds +http-\\d+ +order-");

    private final Jdk jdk = DemoRun.newestJdk();

    @DisplayName("each screen in the page is what a terminal shows")
    @Test
    void screens(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no terminal");
        Assumptions.assumeTrue(jdk.version().feature() >= 21, "the page shows virtual threads");
        try (RunningShop shop = RunningShop.start(jdk, folder)) {
            shop.signalGateway("-STOP");
            String pid = Long.toString(shop.pid());
            List<CompletableFuture<Integer>> answers = order(shop, 7780);
            String dump = shop.command("dump", pid);
            // The gateway is given up after a while.
            answers.addAll(order(shop, 7880));
            String watch = shop.screen(frame -> WAITS.matcher(frame).find(), "dump", pid, "--watch");
            String ps = shop.command("ps");
            shop.signalGateway("-CONT");
            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isPositive());
            assertThat(trees(dump)).isNotEmpty().containsAll(trees(LivePage.shown("dump " + pid, dump)));
            assertThat(headings(watch))
                    .hasSize(5)
                    .isEqualTo(headings(LivePage.shown("dump " + pid + " --watch", watch)));
            assertThat(shopOf(ps)).isEqualTo(shopOf(LivePage.shown("ps", onlyDemo(ps, pid, shop.gatewayPid()))));
        }
    }

    /** Places orders until some wait for the gateway. Each gives up after a while. */
    private static List<CompletableFuture<Integer>> order(RunningShop shop, int first) throws IOException {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        DemoRun.await(() -> {
            for (int i = 0; i < ORDERS; i++) {
                answers.add(shop.order(first + answers.size()));
            }
            return shop.command("dump", Long.toString(shop.pid())).contains(" alike: order-");
        });
        return answers;
    }

    /** Returns the trees of orders without what differs from run to run. */
    private static List<String> trees(String dump) {
        return Arrays.stream(dump.split("\n\n", -1))
                .filter(tree -> tree.contains(" alike: order-"))
                .map(tree -> tree.replaceAll("\\d+ alike: order-.*|:\\d+|-\\d+ waits| for [0-9.]+m?s", ""))
                .toList();
    }

    /** Returns the columns of the tables of a frame. */
    private static List<String> headings(String frame) {
        return frame.lines()
                .filter(line -> line.matches("[ \u25b8]*[A-Z].*[A-Z]{2}.*"))
                .map(line ->
                        line.replaceAll("[\u25b8\u25be]| of \\d+|\\d+| +", " ").strip())
                .toList();
    }

    /** Leaves out what else runs on the machine. */
    private static String onlyDemo(String ps, String pid, long gateway) {
        return ps.replaceAll("(?m)^(?!" + pid + " |" + gateway + " |PID|.* JVM " + gateway + " |\\d+ JVM).*\\n", "");
    }

    /** Returns the line of the shop without what differs from run to run, such as the folder of its jar. */
    private static List<String> shopOf(String ps) {
        return ps.lines()
                .filter(line -> line.contains(" on, ") || line.startsWith("PID"))
                .map(line -> line.replaceAll("(?<= off {1,9}\\S{1,9}) .*|[0-9.]+\\S*| +", " ")
                        .replaceAll(" +", " ")
                        .strip())
                .distinct()
                .toList();
    }
}
