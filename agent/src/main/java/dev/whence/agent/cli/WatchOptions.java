package dev.whence.agent.cli;

import dev.whence.log.cli.Output;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The options of {@code dump} that show frame after frame. */
final class WatchOptions {
    private static final long USUAL_MILLIS = 1_000;
    private static final long SHORTEST_MILLIS = 100;

    /** The options that can be combined with these. */
    private static final Set<String> COMBINED = Set.of("--color", "--width", "--ascii");

    @Option(names = "--watch", description = "Shows it again and again, like top. The last line names the keys.")
    private boolean isWanted;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            converter = Span.class,
            description = "How often --watch looks, or how fast --replay plays: 500ms, 10s, 2m. Default: 1s.")
    private @Nullable Long everyMillis;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Lets --watch also write what it shows to a new file.")
    private @Nullable Path recorded;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = "Shows what was recorded, without a JVM. The last line names the keys.")
    private @Nullable Path replayed;

    /** Whether a JVM is to be watched. */
    boolean isWanted() {
        return isWanted;
    }

    /** Whether a recording is to be shown. */
    boolean isReplay() {
        return replayed != null;
    }

    /** Checks that the options of a command line fit together. */
    void check(CommandLine command) {
        ParseResult given = command.getParseResult();
        if (isWanted || isReplay()) {
            String mode = isReplay() ? "--replay" : "--watch";
            for (OptionSpec option : given.matchedOptions()) {
                if (!isAllowed(option.longestName(), mode)) {
                    throw new ParameterException(command, option.longestName() + " cannot be combined with " + mode);
                }
            }
            if (isReplay() && given.hasMatchedPositional(0)) {
                throw new ParameterException(command, "--replay shows a file, and takes no PID");
            }
        } else if (everyMillis != null || recorded != null) {
            throw new ParameterException(command, (recorded == null ? "--every" : "--record") + " is only for --watch");
        }
        if (everyMillis != null && everyMillis < SHORTEST_MILLIS) {
            throw new ParameterException(command, "--every must be at least " + SHORTEST_MILLIS + "ms");
        }
    }

    private static boolean isAllowed(String option, String mode) {
        return COMBINED.contains(option)
                || option.equals(mode)
                || option.equals("--every")
                || (option.equals("--record") && mode.equals("--watch"));
    }

    /** Shows the frames of a JVM until it ends or the user has enough. Returns the exit code. */
    int run(Target target, Output output, PrintWriter err) throws NotAttached {
        try (Recorder recorder = recorded == null ? null : Recorder.to(recorded);
                LiveFeed feed = new LiveFeed(target, every(), recorder)) {
            feed.start();
            return show(feed, output, err);
        }
    }

    /** Shows the frames of a recording. Returns the exit code. */
    int replay(Output output, PrintWriter err) throws NotAttached {
        try (ReplayFeed feed = new ReplayFeed(Recording.of(Objects.requireNonNull(replayed)), every())) {
            return show(feed, output, err);
        }
    }

    private static int show(Feed feed, Output output, PrintWriter err) throws NotAttached {
        Watch watch = new Watch(feed, output.screen(), output.hasWidth(), System.out);
        try {
            watch.run();
            return 0;
        } catch (Ended e) {
            err.println("whence: " + e.getMessage());
            return watch.hasShown() ? 0 : 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private long every() {
        return everyMillis == null ? USUAL_MILLIS : everyMillis;
    }
}
