package dev.whence.log.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The outputs in docs/reading-logs.md are those of the commands. With {@code -Dwhence.docs=write} the test writes them
 * there.
 */
class ReadingLogsTest {
    private static final Path PAGE = Path.of("../docs/reading-logs.md");
    private static final Path TREE = Path.of("../docs/images/tree.svg");
    private static final String LOGS = "src/test/resources/logs/";

    /** A block with a command and its output. */
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w*\\n\\$ logs ([^\\n]+)\\n(.*?)^```$");

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @DisplayName("each output in the page is what the command prints")
    @Test
    void outputs() throws IOException {
        String page = Files.readString(PAGE);
        String real = BLOCK.matcher(page)
                .replaceAll(block -> Matcher.quoteReplacement(
                        block.group().substring(0, block.start(2) - block.start()) + output(block.group(1)) + "```"));
        if (System.getProperty("whence.docs", "").equals("write")) {
            Files.writeString(PAGE, real);
        }
        assertThat(page).isEqualTo(real);
    }

    @DisplayName("the picture of a tree shows what the command prints in colours")
    @Test
    void picture() throws IOException {
        String command = "tree order-7781 shop.jsonl bank.jsonl";
        String picture = TerminalPicture.of("$ logs " + command, output(command + " --color always"));
        if (System.getProperty("whence.docs", "").equals("write")) {
            Files.writeString(TREE, picture);
        }
        assertThat(Files.readString(TREE)).isEqualTo(picture);
    }

    @DisplayName("the page shows each command")
    @Test
    void commands() throws IOException {
        Set<String> shown = new TreeSet<>();
        BLOCK.matcher(Files.readString(PAGE)).results().forEach(block -> shown.add(words(block.group(1))[0]));
        Set<String> all =
                new TreeSet<>(Logs.commandLine(new Logs()).getSubcommands().keySet());
        // The server never ends.
        all.removeAll(Set.of("help", "path", "serve"));
        assertThat(shown).containsAll(all);
    }

    /** Runs a command with the logs of the demo. */
    private static String output(String command) {
        int pipe = command.indexOf(" | head -");
        String[] arguments = Arrays.stream(words(pipe < 0 ? command : command.substring(0, pipe)))
                .map(word -> word.endsWith(".jsonl") ? LOGS + word : word)
                .toArray(String[]::new);
        CommandRun run = CommandRun.of(arguments);
        String text = (run.out() + run.err()).replace(LOGS, "");
        long lines = pipe < 0 ? Long.MAX_VALUE : Long.parseLong(command.substring(pipe + " | head -".length()));
        StringBuilder shown = new StringBuilder();
        text.lines().limit(lines).forEach(line -> shown.append(line).append('\n'));
        return shown.toString();
    }

    private static String[] words(String command) {
        return WORD.matcher(command).results().map(ReadingLogsTest::word).toArray(String[]::new);
    }

    private static String word(MatchResult word) {
        return word.group(1) == null ? word.group(2) : word.group(1);
    }
}
