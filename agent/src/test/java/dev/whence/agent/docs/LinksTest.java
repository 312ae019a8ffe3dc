package dev.whence.agent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The links of the pages lead somewhere. */
class LinksTest {
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
    private static final Pattern NAMED_IN_CODE = Pattern.compile("\\b(?:docs|demo-app)/[\\w/-]+\\.md(?:#[\\w-]+)?");
    private static final MarkdownPage README = MarkdownPage.of("README.md");
    private static final MarkdownPage INDEX = MarkdownPage.of("docs/README.md");

    private final Map<Path, Set<String>> anchors = new TreeMap<>();

    @DisplayName("each link within the repository leads to a file, and to a heading of it")
    @Test
    void links() {
        List<String> broken = new ArrayList<>();
        for (MarkdownPage page : MarkdownPage.all()) {
            for (String link : page.links()) {
                if (!ELSEWHERE.matcher(link).matches() && !isThere(page, link)) {
                    broken.add(page + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private boolean isThere(MarkdownPage page, String link) {
        String[] parts = link.split("#", 2);
        Path target = page.target(parts[0]);
        return Files.exists(target)
                && target.startsWith(MarkdownPage.ROOT)
                && (parts.length == 1 || anchorsOf(target).contains(parts[1]));
    }

    private Set<String> anchorsOf(Path file) {
        return Files.isRegularFile(file)
                ? anchors.computeIfAbsent(file, page -> new MarkdownPage(page).anchors())
                : Set.of();
    }

    @DisplayName("each page that the code names is there")
    @Test
    void pagesInCode() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (Path source : MarkdownPage.files(".java")) {
            Matcher named = NAMED_IN_CODE.matcher(Files.readString(source));
            while (named.find()) {
                if (!isThere(README, named.group())) {
                    broken.add(source.getFileName() + ": " + named.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @DisplayName("the index of the documents leads to each of them")
    @Test
    void index() {
        Set<String> pages = new TreeSet<>();
        for (MarkdownPage page : MarkdownPage.all()) {
            if (page.name().startsWith("docs/") && !page.name().equals(INDEX.name())) {
                pages.add(page.name().substring("docs/".length()));
            }
        }
        assertThat(INDEX.links().stream().map(link -> link.split("#", 2)[0])).containsAll(pages);
    }
}
