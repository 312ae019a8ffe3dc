package dev.whence;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AsyncTest {
    static Stream<String> boundaries() {
        return Arrays.stream(Async.class.getMethods())
                .filter(method -> method.getDeclaringClass() == Async.class && method.getReturnType() == void.class)
                .map(Method::getName);
    }

    @ParameterizedTest
    @MethodSource("boundaries")
    void aFramePointsToTheLineOfItsMethod(String boundary) throws Exception {
        List<String> source = Files.readAllLines(Path.of("src/main/java/dev/whence/Async.java"));
        StackTraceElement frame = Async.frame(boundary);
        assertThat(source.get(frame.getLineNumber() - 1)).contains("public static void " + boundary + "() {}");
    }

    @Test
    void linesNeverChange() {
        assertThat(Async.frame("supplyAsync").getLineNumber()).isEqualTo(21);
        assertThat(Async.frame("unseen").getLineNumber()).isEqualTo(174);
    }

    @Test
    void anUnknownBoundaryIsPlainAsync() {
        assertThat(Async.frame("somethingNew")).isEqualTo(Async.frame("async"));
    }
}
