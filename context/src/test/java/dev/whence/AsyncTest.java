package dev.whence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The boundary frames lead to the methods that explain them: a click on one in an IDE opens that line. */
class AsyncTest {
    private static final Path SOURCE = Path.of("src/main/java/dev/whence/Async.java");

    @DisplayName("the line of a frame is that of its method")
    @ParameterizedTest
    @MethodSource("boundaries")
    void line(String boundary) throws IOException {
        StackTraceElement frame = Async.frame(boundary);
        assertThat(frame.getClassName() + "." + frame.getMethodName()).isEqualTo("dev.whence.Async." + boundary);
        assertThat(frame.getFileName()).isEqualTo("Async.java");
        assertThat(Files.readAllLines(SOURCE).get(frame.getLineNumber() - 1)).contains(" " + boundary + "()");
    }

    /** All methods that a boundary can be named after: those without parameters. */
    static Stream<String> boundaries() throws IOException {
        return Files.readAllLines(SOURCE).stream()
                .filter(line -> line.matches("    public static void \\w+\\(\\) \\{}"))
                .map(line -> line.replaceAll(".* (\\w+)\\(\\).*", "$1"));
    }

    @DisplayName("lines never change: in the order of the methods, three apart, from 12 on")
    @Test
    void lines() throws IOException {
        List<Integer> lines =
                boundaries().map(name -> Async.frame(name).getLineNumber()).toList();
        assertThat(lines)
                .isEqualTo(IntStream.range(0, lines.size())
                        .mapToObj(i -> 12 + 3 * i)
                        .toList());
    }

    @DisplayName("there is a method for each name")
    @Test
    void names() throws IOException {
        assertThat(Files.readAllLines(SOURCE).stream()
                        .filter(line -> line.matches("        \"\\w+\","))
                        .map(line -> line.replaceAll("\\W", "")))
                .containsExactlyElementsOf(boundaries().toList());
    }

    @DisplayName("a hop of an unknown kind is async")
    @Test
    void unknown() {
        assertThat(Async.frame("noSuchMethod").getMethodName()).isEqualTo("async");
    }
}
