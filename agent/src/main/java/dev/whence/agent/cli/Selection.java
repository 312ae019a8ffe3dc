package dev.whence.agent.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for what a command shows of an answer: of which source lines, and how much at most. */
final class Selection {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--site",
            paramLabel = "TEXT",
            description = "Shows only what has this text in a source line, such as a class name.")
    private @Nullable String site;

    @Option(names = "--limit", paramLabel = "N", description = "How many are shown at most. Default: ${DEFAULT-VALUE}.")
    private int limit;

    Selection(int limit) {
        this.limit = limit;
    }

    /** Checks that there is something to show. */
    void check() {
        if (limit < 1) {
            throw new ParameterException(command.commandLine(), "--limit must be at least 1, but is " + limit);
        }
    }

    /** Returns the settings of a request, to which others can be added. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("limit", Integer.toString(limit));
        if (site != null) {
            settings.put("site", site);
        }
        return settings;
    }
}
