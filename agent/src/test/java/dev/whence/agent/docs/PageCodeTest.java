package dev.whence.agent.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** The code in pages is well-formed, and names only classes that are there. */
class PageCodeTest {
    private static final Pattern CLASS = Pattern.compile("\\bdev\\.whence(?:\\.[a-z]\\w*)*\\.[A-Z]\\w*");

    /** The name that a class has in flight recordings. */
    private static final Pattern RECORDED = Pattern.compile("@Name\\(\"(dev\\.whence\\.\\w+)\"\\)");

    @DisplayName("each class of ours that a page names is there")
    @Test
    void classes() throws IOException {
        Set<String> there = new TreeSet<>();
        for (Path file : MarkdownPage.files(".java")) {
            there.add(file.toString()
                    .replaceAll(".*[/\\\\]java[/\\\\]|\\.java$", "")
                    .replaceAll("[/\\\\]", "."));
            RECORDED.matcher(Files.readString(file)).results().forEach(name -> there.add(name.group(1)));
        }
        for (MarkdownPage page : MarkdownPage.all()) {
            assertThat(there).as(page.name()).containsAll(named(page));
        }
    }

    private static Set<String> named(MarkdownPage page) {
        return CLASS.matcher(page.text()).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    @DisplayName("each block of XML is well-formed")
    @Test
    void xml() throws Exception {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        for (MarkdownPage page : MarkdownPage.all()) {
            for (MarkdownPage.Block block : page.blocks()) {
                if (block.kind().equals("xml")) {
                    String xml = "<block>" + String.join("\n", block.lines()) + "</block>";
                    assertThatNoException()
                            .as(page.name())
                            .isThrownBy(() -> builder.parse(new InputSource(new StringReader(xml))));
                }
            }
        }
    }
}
