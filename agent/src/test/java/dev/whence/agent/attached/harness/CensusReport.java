package dev.whence.agent.attached.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * What the {@link CensusAgent} has written in some seconds.
 *
 * @param older how many futures there were that were older than a second, in all looks together
 * @param olderSeen how many of these the agent has seen
 * @param all how many futures there were
 * @param allSeen how many of these the agent has seen
 */
public record CensusReport(long older, long olderSeen, long all, long allSeen, String output) {
    private static final int LOOKS = 60;
    private static final Pattern LOOK = Pattern.compile("older (\\d+) of (\\d+), all (\\d+) of (\\d+), .*");

    /** Dumps a process, which loads what the census needs, and waits for some looks. */
    public static CensusReport of(Process process, Jdk jdk, Path file) {
        // Our agent may still be about to start when the other one has written the file.
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> Files.exists(file) && dump(process, jdk).exitCode() == 0);
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .failFast("the program has ended", () -> !process.isAlive())
                .until(() -> lines(file) > LOOKS);
        String output = read(file);
        List<MatchResult> looks = LOOK.matcher(output).results().toList();
        return new CensusReport(sum(looks, 2), sum(looks, 1), sum(looks, 4), sum(looks, 3), output);
    }

    private static JavaProcess.Result dump(Process process, Jdk jdk) {
        return JavaProcess.java(jdk)
                .arguments("-jar", JavaProcess.agentJar().toString(), "dump", "" + process.pid())
                .run();
    }

    private static long lines(Path file) {
        return read(file).lines().count();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long sum(List<MatchResult> looks, int group) {
        return looks.stream()
                .mapToLong(look -> Long.parseLong(look.group(group)))
                .sum();
    }

    /** Fails if the agent has missed more than one of each hundred begun. The name of the program is for the output. */
    public void check(String program) {
        System.out.println(
                program + ": " + olderSeen + " of " + older + ", younger ones included " + allSeen + " of " + all);
        if (older == 0 || older - olderSeen > 1 + older / 100 || all - allSeen > 1 + all / 100) {
            throw new AssertionError(output);
        }
    }
}
