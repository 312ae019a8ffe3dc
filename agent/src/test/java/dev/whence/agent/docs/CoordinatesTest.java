package dev.whence.agent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The pages name only what is published, in the present version. */
class CoordinatesTest {
    private static final Pattern RELEASED = Pattern.compile("-pl \\.,(\\S+)");
    private static final Pattern ARTIFACT = Pattern.compile(
            "<artifactId>whence-parent</artifactId>.*?<artifactId>(whence-\\w+)</artifactId>", Pattern.DOTALL);
    private static final Pattern VERSION =
            Pattern.compile("<artifactId>whence-parent</artifactId>\\s*<version>([^<]+)</version>");
    private static final Pattern NAMED = Pattern.compile(
            "\\bdev\\.whence:(whence-\\w+)(?::(\\d[\\w.-]*))?|<groupId>dev\\.whence</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)<");

    @DisplayName("dependencies in pages are published, in this version")
    @Test
    void coordinates() throws IOException {
        Set<String> published = published();
        String version = first(VERSION, "pom.xml");
        List<String> wrong = new ArrayList<>();
        int count = 0;
        for (MarkdownPage page : MarkdownPage.all()) {
            for (MatchResult named : NAMED.matcher(page.text()).results().toList()) {
                count++;
                String artifact = named.group(1) == null ? named.group(3) : named.group(1);
                String given = named.group(2) == null ? named.group(4) : named.group(2);
                if (!published.contains(artifact) || (given != null && !given.equals(version))) {
                    wrong.add(page + ": " + named.group());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(count).isGreaterThan(4);
    }

    /** Returns the names of the modules that the script deploys. */
    private static Set<String> published() throws IOException {
        Set<String> published = new TreeSet<>();
        for (String module : first(RELEASED, ".ci/release").split(",", -1)) {
            published.add(first(ARTIFACT, module + "/pom.xml"));
        }
        return published;
    }

    private static String first(Pattern pattern, String file) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(MarkdownPage.ROOT.resolve(file)));
        assertThat(matcher.find()).as(file).isTrue();
        return matcher.group(1);
    }
}
