package dev.whence.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.docs.MarkdownPage;
import dev.whence.log.cli.Logs;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** The pages show only commands and options that the agent's command line has. */
class PageCommandsTest {
    private static final Pattern COMMAND =
            Pattern.compile("(?:\\$ )?(?:java -jar \\S*whence-agent\\.jar (?!COMMAND|logs COMMAND)|(?=logs ))(.+)");

    /** Sentences also leave out what is before the command. */
    private static final Pattern SHORT = Pattern.compile("(?:attach|check|dump|ps|set|sites) .+");

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    private final CommandLine commands =
            new CommandLine(new Commands(new File("whence-agent.jar"))).addSubcommand(Logs.commandLine());

    @DisplayName("each command in a page can be parsed")
    @Test
    void parsed() {
        List<String> faults = new ArrayList<>();
        int count = 0;
        for (MarkdownPage page : MarkdownPage.all()) {
            for (String command : commands(page)) {
                count++;
                String fault = faultOf(words(command));
                if (!fault.isEmpty()) {
                    faults.add(page + ": " + command + ": " + fault);
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(count).isGreaterThan(80);
    }

    private static List<String> commands(MarkdownPage page) {
        List<String> commands = new ArrayList<>(
                page.codeInProse().stream().filter(SHORT.asMatchPredicate()).toList());
        for (String line : page.code()) {
            Matcher command = COMMAND.matcher(line.strip());
            if (command.matches()) {
                commands.add(command.group(1));
            }
        }
        return commands;
    }

    /** Returns the words of a command, until something is done with its output. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command.replace("<pid>", "1"));
        while (word.find() && !word.group().matches("[|>&#].*|…")) {
            String quoted = word.group(1) == null ? word.group(2) : word.group(1);
            words.add(quoted == null ? word.group() : quoted);
        }
        return words;
    }

    private String faultOf(List<String> words) {
        try {
            commands.parseArgs(words.toArray(String[]::new));
            return "";
        } catch (MissingParameterException e) {
            return ""; // A sentence names a command and not each argument.
        } catch (ParameterException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
