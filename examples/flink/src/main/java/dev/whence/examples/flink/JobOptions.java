package dev.whence.examples.flink;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** What the job is told on its command line. */
@Command(
        name = "flink run whence-flink.jar",
        sortOptions = false,
        usageHelpWidth = 110,
        description = "Writes the operations of logs, each with its lines in causal order.")
final class JobOptions {
    @Option(names = "--files", paramLabel = "PATH", description = "Read this file, or the files of this folder.")
    List<String> files = List.of();

    @Option(
            names = "--names",
            paramLabel = "REGEX",
            description = "Read only files whose whole names match (default: all).")
    Pattern names = Pattern.compile(".*");

    @Option(
            names = "--watch",
            paramLabel = "TIME",
            description = "Look for new files so often. Without it the job ends when it has read the files.")
    @Nullable Duration watch;

    @Option(
            names = "--settled",
            paramLabel = "TIME",
            description = "With --watch, read a file when it has not changed for so long (default: 1min).")
    Duration settled = Duration.ofMinutes(1);

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Read topics of this Kafka.")
    @Nullable String kafka;

    @Option(names = "--topic", paramLabel = "NAME", description = "Read this topic, a line a message.")
    List<String> topics = List.of();

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "The consumer group for Kafka, which goes on where it has stopped (default: whence).")
    String group = "whence";

    @Option(names = "--kafka-property", paramLabel = "KEY=VALUE", description = "A property of Kafka's consumer.")
    Map<String, String> kafkaProperties = new LinkedHashMap<>();

    @Option(names = "--bounded", description = "Read of Kafka only what is there when the job begins.")
    boolean isBounded;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            required = true,
            description = "Write operations/, late/, malformed/ and outside/ into this folder.")
    String out = "";

    @Option(
            names = "--max-skew",
            paramLabel = "TIME",
            description = "How far the clocks of two services may differ (default: 10s).")
    Duration maxSkew = Duration.ofSeconds(10);

    @Option(
            names = "--max-delay",
            paramLabel = "TIME",
            description = "How much later a line may come than others of its time (default: 1min).")
    Duration maxDelay = Duration.ofMinutes(1);

    @Option(
            names = "--quiet",
            paramLabel = "TIME",
            description = "Close an operation that has logged nothing for so long (default: 30s).")
    Duration quiet = Duration.ofSeconds(30);

    @Option(
            names = "--idle",
            paramLabel = "TIME",
            description = "Do not wait for a source that has told nothing for so long (default: 1min).")
    Duration idle = Duration.ofMinutes(1);

    @Option(
            names = "--max-lines",
            paramLabel = "N",
            description = "Write an operation with more lines than this in parts (default: 10000).")
    int maxLines = 10_000;

    @Option(names = "--help", usageHelp = true, description = "Show this text.")
    private boolean isHelp;

    /**
     * Parses a command line.
     *
     * @throws ProgramParametrizationException if it is wrong, with the sentence that Flink's command line shows then
     */
    static JobOptions parse(String... arguments) {
        JobOptions options = new JobOptions();
        CommandLine commandLine = new CommandLine(options)
                .registerConverter(Duration.class, JobOptions::duration)
                .registerConverter(Pattern.class, JobOptions::pattern);
        try {
            commandLine.parseArgs(arguments);
        } catch (ParameterException e) {
            throw new ProgramParametrizationException(e.getMessage());
        }
        if (options.isHelp) {
            throw new ProgramParametrizationException(commandLine.getUsageMessage());
        }
        options.check();
        return options;
    }

    private static Duration duration(String text) {
        try {
            Duration duration = TimeUtils.parseDuration(text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (IllegalArgumentException noDuration) {
            // The message below tells it.
        }
        throw new TypeConversionException("'" + text + "' is no time such as 30s, 5min or 1h");
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new TypeConversionException("'" + text + "' is no regular expression: " + e.getDescription());
        }
    }

    private void check() {
        require(!files.isEmpty() || kafka != null, "There is nothing to read: name --files or --kafka");
        require((kafka == null) == topics.isEmpty(), "--kafka and --topic belong together");
        require(watch == null || !files.isEmpty(), "--watch is for --files");
        require(watch == null || !watch.isZero(), "--watch must be longer than 0");
        require(!idle.isZero(), "--idle must be longer than 0");
        require(maxLines > 0, "--max-lines must be 1 or more");
    }

    private static void require(boolean isRight, String message) {
        if (!isRight) {
            throw new ProgramParametrizationException(message);
        }
    }
}
