package dev.whence.log.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.log.page.Browser;
import dev.whence.log.tree.Story;
import dev.whence.log.view.Inert;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Mermaid itself draws of an export, in a browser. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MermaidIT {
    /** Answers with what is in the drawing, or with the text of an error. */
    private static final String DRAW = """
            const [diagram, done] = arguments;
            const draw = async () => {
              await mermaid.parse(diagram);
              const {svg} = await mermaid.render('drawing', diagram);
              const drawing = new DOMParser().parseFromString(svg, 'text/html').body;
              const texts = what => [...drawing.querySelectorAll(what)]
                .map(each => each.textContent.replace(/\\s+/g, ' ').trim());
              return {
                texts: texts('.noteText, .messageText'),
                actors: texts('text.actor'),
                elements: [...drawing.querySelectorAll('*')].map(each => each.tagName.toLowerCase()),
              };
            };
            draw().then(done, error => done(String(error)));
            """;

    private Browser browser;

    @BeforeAll
    void start() throws IOException {
        browser = Browser.start();
        browser.open("about:blank");
        browser.run("""
                const script = document.createElement('script');
                script.textContent = arguments[0];
                document.head.append(script);
                mermaid.initialize({startOnLoad: false, maxTextSize: 1000000, maxEdges: 10000});
                return true;
                """, script());
    }

    /** The version of the library is in the path, so it is asked for. */
    private static String script() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = resource("/META-INF/maven/org.webjars.npm/mermaid/pom.properties")) {
            properties.load(in);
        }
        String path =
                "/META-INF/resources/webjars/mermaid/" + properties.getProperty("version") + "/dist/mermaid.min.js";
        try (InputStream in = resource(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream resource(String path) {
        return Objects.requireNonNull(MermaidIT.class.getResourceAsStream(path), path);
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @DisplayName("Mermaid draws every event of a random program")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void draws(int seed, @TempDir Path folder) throws IOException {
        assertDrawn(Stories.random(seed, 100, folder));
    }

    @DisplayName("hostile texts arrive as they are, and are nothing but text")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void hostile(int seed, @TempDir Path folder) throws IOException {
        assertDrawn(Stories.hostile(seed, 40, folder));
    }

    private void assertDrawn(Story story) throws IOException {
        browser.requests();
        Map<String, List<String>> drawn = draw(Stories.exported(new Mermaid(), story));
        Set<String> expected = IntStream.range(0, story.graph().size())
                .mapToObj(event -> shown(story.graph().record(event).event().body()))
                .collect(Collectors.toSet());
        assertThat(drawn.get("texts")).hasSameElementsAs(expected);
        Set<String> services = IntStream.range(0, story.graph().size())
                .mapToObj(event -> shown(story.service(event)))
                .collect(Collectors.toSet());
        assertThat(drawn.get("actors")).hasSameElementsAs(services);
        assertThat(drawn.get("elements")).doesNotContain("img", "script", "iframe", "link", "base", "meta", "b");
        assertThat(browser.requests()).isEmpty();
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.run("return typeof window.hacked")).isEqualTo("undefined");
    }

    @SuppressWarnings("unchecked")
    private Map<String, List<String>> draw(String diagram) {
        Object answer = browser.await(DRAW, diagram);
        assertThat(answer).as(diagram).isInstanceOf(Map.class);
        return (Map<String, List<String>>) answer;
    }

    /** Returns what a diagram shows of a text. Runs of spaces are one there. */
    private static String shown(String text) {
        String line = Inert.text(text).strip();
        int length = line.codePointCount(0, line.length());
        String cut = length > 60 ? line.substring(0, line.offsetByCodePoints(0, 59)) + "…" : line;
        return spaced(cut);
    }

    private static String spaced(String text) {
        return text.replaceAll("[\\s\\p{Z}]+", " ").strip();
    }
}
