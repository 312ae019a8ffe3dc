package dev.whence.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.docs.MarkdownPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The table in docs/options.md has each option of the code, with the meaning that the page itself has. With {@code
 * -Dwhence.docs=write} the test writes it there. What pages set is an option.
 */
class OptionsPageTest {
    private static final Path PAGE = MarkdownPage.ROOT.resolve("docs/options.md");
    private static final Pattern TABLE =
            Pattern.compile("(?s)(?<=<!-- made of the code by OptionsPageTest -->\n).*?(?=<!-- end -->)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\|.* \\| ([^|]+) \\|$");
    private static final Pattern GIVEN = Pattern.compile("-javaagent:[^\\s=`\"]*whence-agent\\.jar=([^\\s`\"\\\\<)]+)");
    private static final Pattern VARIABLE = Pattern.compile("WHENCE_[A-Z_]+\\b");

    @DisplayName("the table has each option, its variable, its values, and a meaning")
    @Test
    void table() throws IOException {
        String page = Files.readString(PAGE);
        Matcher table = TABLE.matcher(page);
        assertThat(table.find()).isTrue();
        String real = table(meanings(table.group()));
        if (System.getProperty("whence.docs", "").equals("write")) {
            Files.writeString(PAGE, table.replaceFirst(Matcher.quoteReplacement(real)));
        }
        assertThat(table.group()).isEqualTo(real);
        assertThat(meanings(real)).as("each has a meaning").containsOnlyKeys(Options.keys());
    }

    private static Map<String, String> meanings(String table) {
        Map<String, String> meanings = new HashMap<>();
        ROW.matcher(table).results().forEach(row -> meanings.put(row.group(1), row.group(2)));
        return meanings;
    }

    private static String table(Map<String, String> meanings) {
        StringBuilder table = new StringBuilder(
                "| Option | Environment variable | Default | Other values | Settable | Meaning |\n|---|---|---|---|---|---|\n");
        for (String key : Options.keys()) {
            List<String> values = Options.values(key);
            table.append("| ")
                    .append(String.join(
                            " | ",
                            code(key),
                            code(Options.environmentName(key)),
                            values.get(0).isEmpty() ? "none" : code(values.get(0)),
                            others(values),
                            PresentOptions.SETTABLE.contains(key) ? "yes" : "no",
                            meanings.getOrDefault(key, "")))
                    .append(" |\n");
        }
        return table.toString();
    }

    /** Returns the values but the default. What has a space describes values. */
    private static String others(List<String> values) {
        List<String> others = new ArrayList<>();
        for (String value : values.subList(1, values.size())) {
            others.add(value.contains(" ") ? value.replace("*", "\\*") : code(value.replace(",", "`, `")));
        }
        return String.join(", ", others);
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    @DisplayName("what the pages give to the agent are options with valid values")
    @Test
    void given() {
        List<String> faults = new ArrayList<>();
        for (MarkdownPage page : MarkdownPage.all()) {
            Matcher given = GIVEN.matcher(page.text());
            while (given.find()) {
                if (!given.group(1).startsWith("key=")) {
                    Options.faultsOf(given.group(1)).forEach(fault -> faults.add(page + ": " + fault));
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @DisplayName("the environment variables of the pages are those of options")
    @Test
    void variables() {
        List<String> variables =
                Options.keys().stream().map(Options::environmentName).toList();
        for (MarkdownPage page : MarkdownPage.all()) {
            assertThat(VARIABLE.matcher(page.text()).results().map(variable -> variable.group()))
                    .as(page.name())
                    .allMatch(variables::contains);
        }
    }
}
