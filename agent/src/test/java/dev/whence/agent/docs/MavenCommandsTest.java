package dev.whence.agent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the commands for Maven in the pages name is there. */
class MavenCommandsTest {
    private static final Pattern NAMED =
            Pattern.compile("(?<= )-P(\\S+)|-pl (\\S+)|-D(?:it\\.)?test=(\\S+)|-D(whence\\.[\\w.]+)");

    private static String poms = "";
    private static String code = "";
    private static Set<String> classes = Set.of();

    @BeforeAll
    static void read() throws IOException {
        poms = texts("pom.xml");
        code = texts(".java") + poms;
        classes = MarkdownPage.classes();
    }

    private static String texts(String end) throws IOException {
        StringBuilder texts = new StringBuilder();
        for (Path file : MarkdownPage.files(end)) {
            texts.append(Files.readString(file));
        }
        return texts.toString();
    }

    @DisplayName("profiles, modules, tests and properties are there")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.docs.MarkdownPage#all")
    void named(MarkdownPage page) {
        Set<String> missing = new TreeSet<>();
        for (String line : page.code()) {
            Matcher part = NAMED.matcher(line.startsWith("mvn ") || line.startsWith("-D") ? line : "");
            while (part.find()) {
                for (int kind = 1; kind <= part.groupCount(); kind++) {
                    String names = part.group(kind);
                    if (names != null) {
                        addMissing(kind, names.replaceAll("'|\\.$", ""), missing);
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static void addMissing(int kind, String names, Set<String> missing) {
        for (String name : names.split(",", -1)) {
            boolean isThere =
                    switch (kind) {
                        case 1 -> poms.contains("<id>" + name + "</id>");
                        case 2 -> Files.exists(MarkdownPage.ROOT.resolve(name).resolve("pom.xml"));
                        case 3 -> name.equals("None") || name.contains("*") || classes.contains(name);
                        default -> code.contains(name);
                    };
            if (!isThere) {
                missing.add(name);
            }
        }
    }
}
