package dev.whence.catalogue;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of docs/catalogue.md. */
final class Page {
    private static final Pattern ISSUE = Pattern.compile("https://github\\.com/([^/]+/[^/]+)/(?:issues|pull)/(\\d+)");
    private static final String PROGRAMS = "../agent/catalogue/src/main/java/dev/whence/catalogue/";

    private static final String INTRODUCTION = """
            # A catalogue of real bugs

            Somebody has had each of these bugs: the sources are linked. For each there is a small program that has the bug, \
            and the same program without it. They know nothing of Whence. The page shows what one sees of the bug without \
            the agent, what one sees with it, and which line is named.

            Nothing is needed but `-javaagent:whence-agent.jar`. If a bug needs an option, it is named. To try one:

            ```
            mvn -Pfull -DskipTests package
            java -javaagent:agent/target/whence-agent.jar -cp agent/catalogue/target/classes \\
              dev.whence.catalogue.starvation.Broken
            ```

            A test runs all programs and compares what they say with this page: `CatalogueIT` in \
            [agent/catalogue](../agent/catalogue). In the outputs, `...` stands for frames of the JDK and of libraries. Ages \
            are left out, and times and figures are examples.

            """;

    private final StringBuilder text = new StringBuilder(INTRODUCTION);

    /** Begins the page with its table of contents. */
    Page(List<Entry> entries) {
        text.append("| Bug | Kind | What names the line |\n|---|---|---|\n");
        for (Entry entry : entries) {
            Bug bug = entry.bug();
            text.append("| [")
                    .append(bug.title())
                    .append("](#")
                    .append(anchor(bug.title()))
                    .append(") | ");
            text.append(bug.kind().title).append(" | ").append(tool(bug)).append(" |\n");
        }
    }

    private static String tool(Bug bug) {
        return bug.tool() == Tool.FINDING
                ? "finding [`" + bug.sign() + "`](findings.md#" + bug.sign() + ")"
                : bug.tool().title;
    }

    /** As GitHub makes it from a heading. */
    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }

    void add(Entry entry, String without, String with) {
        Bug bug = entry.bug();
        text.append("\n## ").append(bug.title()).append("\n\n");
        text.append(bug.story())
                .append(" Source: ")
                .append(source(bug.source()))
                .append(".\n\n");
        text.append("Without the agent").append(jvm(bug)).append(":\n\n");
        block("", without.isBlank() ? "(nothing)" : without);
        text.append("\nWith ").append(command(entry)).append(":\n\n");
        block("", with);
        text.append("\nThe line with the bug is `").append(entry.code()).append("` in [Broken](");
        text.append(PROGRAMS).append(entry.name()).append("/Broken.java). ");
        text.append(bug.mend()).append(" ([Mended](");
        text.append(PROGRAMS).append(entry.name()).append("/Mended.java)):\n\n");
        block("diff", String.join("\n", Difference.of(entry)));
    }

    private static String jvm(Bug bug) {
        String options = String.join(" ", bug.jvm());
        return options.isEmpty() ? "" : " (`" + options + "`)";
    }

    private static String command(Entry entry) {
        Bug bug = entry.bug();
        String parameters = bug.ask().length == 0 ? "" : " " + String.join(" ", bug.ask());
        String options = String.join(",", bug.options());
        String agent = "the agent" + (options.isEmpty() ? "" : " and `" + options + "`");
        return bug.tool().command.isEmpty()
                ? agent
                : agent + ", `java -jar whence-agent.jar " + bug.tool().command + " PID" + parameters + "` shows";
    }

    private static String source(String address) {
        Matcher issue = ISSUE.matcher(address);
        String name = issue.matches()
                ? issue.group(1) + "#" + issue.group(2)
                : URI.create(address).getHost();
        return "[" + name + "](" + address + ")";
    }

    private void block(String language, String lines) {
        text.append("```")
                .append(language)
                .append('\n')
                .append(lines.stripTrailing())
                .append("\n```\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
