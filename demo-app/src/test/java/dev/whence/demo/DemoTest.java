package dev.whence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Tests of the command line. */
class DemoTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private final Path folder;

    DemoTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void listsTheCommands() {
        assertThat(run()).isZero();
        assertThat(out.toString())
                .contains("whence-demo.jar compare", "whence-demo.jar serve", "whence-demo.jar load")
                .contains("whence-demo.jar check-load", "whence-demo.jar clocks", "Start here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compare", "clocks", "serve", "load", "check-load", "gateway", "workshop"})
    void explainsEachCommand(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString())
                .startsWith("Usage: whence-demo " + command)
                .satisfies(text -> assertThat(text.lines()).allMatch(line -> line.length() <= 100));
    }

    @ParameterizedTest
    @CsvSource({
        "tell, whence-demo: Unmatched argument at index 0: 'tell'",
        "--tell, whence-demo: Unknown option: '--tell'",
        "load --tell, whence-demo load: Unknown option: '--tell'",
        "load --requests many, whence-demo load: Invalid value for option '--requests': 'many' is not an int",
        "load --requests 0, 'whence-demo load: the first order, the requests and those in flight must be 1 or more'",
        "compare --agent none.jar, whence-demo compare: there is no agent at none.jar. Build it with: mvn -DskipTests package (or give --agent)",
        "compare --agent pom.xml --jdk src, whence-demo compare: there is no JDK 17 or newer at src"
    })
    void saysInOneLineWhatIsWrong(String arguments, String message) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString().lines())
                .startsWith(message)
                .element(1)
                .asString()
                .startsWith("Usage: whence-demo");
    }

    @Test
    void sumsUpALoad() {
        Path log = folder.resolve("new/load.log");
        assertThat(run("load", "--first", "7780", "--requests", "3", "--log", log.toString()))
                .isZero();
        assertThat(out.toString())
                .contains("2 paid, 1 refused, 0 with an unexpected response")
                .contains("log: " + log);
        assertThat(log).content().contains("POST /orders 7781", "card declined");
    }

    private int run(String... arguments) {
        CommandLine line = Demo.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
