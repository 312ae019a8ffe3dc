package dev.whence.log.cli;

import dev.whence.log.LogFiles;
import dev.whence.log.LogRecord;
import dev.whence.log.merge.CausalMerge;
import dev.whence.log.merge.Rendering;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code grep}. */
@Command(
        name = "grep",
        description = {
            "Shows the lines whose message or stack trace matches a regular expression, causes before their effects.",
            "The exit code is 1 if there is none."
        },
        mixinStandardHelpOptions = true)
final class Grep extends LogCommand {
    @Mixin
    private final Output output = new Output();

    @Mixin
    private final Format format = new Format();

    @Option(names = "-i", description = "Does not distinguish upper and lower case.")
    private boolean isCaseless;

    @Option(
            names = {"-o", "--operations"},
            description = "Shows all lines of the operations that have a line that matches.")
    private boolean isOperations;

    @Option(names = "--service", paramLabel = "NAME", defaultValue = "", description = "Only lines of a service.")
    private String service;

    @Parameters(arity = "1..*", paramLabel = "REGEX FILE", description = "A regular expression, and log files.")
    private List<String> arguments;

    private final Set<String> operations = new HashSet<>();
    private boolean isFound;

    @Override
    public Integer call() throws IOException {
        Arguments given = Arguments.of(arguments, 1);
        Pattern pattern = pattern(given.id(0));
        LogFiles files = input.read(given.files());
        if (isOperations) {
            files.withoutProblems().forEach(record -> note(record, pattern));
        }
        Rendering all = format.rendering(output.screen());
        Rendering wanted = record -> isShown(record, pattern) ? all.render(record) : null;
        OutputStream out = new BufferedOutputStream(parent.out);
        new CausalMerge(files, wanted, bytes -> {}, Runtime.getRuntime().maxMemory() / 4).run(out::write);
        out.flush();
        return input.end(isFound ? ExitCode.OK : ExitCode.NO);
    }

    private Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex, isCaseless ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
        } catch (PatternSyntaxException e) {
            throw new Arguments.Mistake("'" + regex + "' is no regular expression: " + e.getDescription());
        }
    }

    private void note(LogRecord record, Pattern pattern) {
        if (isMatch(record, pattern) && !record.event().correlation().isEmpty()) {
            operations.add(record.event().correlation());
        }
    }

    private boolean isShown(LogRecord record, Pattern pattern) {
        boolean isShown =
                isMatch(record, pattern) || operations.contains(record.event().correlation());
        isFound |= isShown;
        return isShown;
    }

    private boolean isMatch(LogRecord record, Pattern pattern) {
        boolean isOfService = service.isEmpty() || record.event().service().equals(service);
        return isOfService
                && (pattern.matcher(record.event().body()).find()
                        || pattern.matcher(record.event().exception()).find()
                        || (!record.isInGraph()
                                && pattern.matcher(record.origin().text()).find()));
    }
}
