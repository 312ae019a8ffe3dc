package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import dev.whence.agent.attached.harness.Peers;
import java.io.File;
import java.util.Collection;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever prints an exception prints every frame that it prints without the agent, and more. */
@Tag("surroundings")
@ParameterizedClass
@MethodSource("jdks")
class PrintersIT {
    private final Jdk jdk;

    PrintersIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    @DisplayName("the JDK, logback and log4j, where traces are stitched at once and where they are when printed")
    @ParameterizedTest
    @CsvSource({
        "PRINT_STACK_TRACE, all", "PRINT_STACK_TRACE, print",
        "JAVA_UTIL_LOGGING, all", "JAVA_UTIL_LOGGING, print",
        "LOGBACK, all", "LOGBACK, print",
        "LOG4J, all"
    })
    void lossless(Printer printer, String stitch) {
        assertThat(stitched(printer, stitch, "")).isGreaterThan(PrintingProgram.ROUNDS);
    }

    @DisplayName("log4j reads traces, so that it prints what the program reads")
    @Test
    void printedByReader() {
        assertThat(stitched(Printer.LOG4J, "print", "")).isZero();
    }

    @DisplayName("other releases of logback")
    @Tag("full")
    @ParameterizedTest
    @CsvSource({"1.2, all", "1.2, print", "1.3, all", "1.3, print", "1.6, all", "1.6, print"})
    void otherLogback(String release, String stitch) {
        assertThat(stitched(Printer.LOGBACK, stitch, Peers.logback(release) + File.pathSeparator))
                .isGreaterThan(PrintingProgram.ROUNDS);
    }

    /** How many exceptions are printed with more; {@code first} is what comes first on the class path. */
    private int stitched(Printer printer, String stitch, String first) {
        JavaProcess.Result result = JavaProcess.java(jdk)
                .options("-cp", first + JavaProcess.testClassPath())
                .agent("stacks=full", "stitch=" + stitch)
                .main(PrintingProgram.class, printer.name())
                .run();
        assertThat(result.exitCode()).as(result.err()).isZero();
        return Integer.parseInt(result.out().trim());
    }
}
