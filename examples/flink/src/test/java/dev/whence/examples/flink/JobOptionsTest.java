package dev.whence.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line of the job. */
class JobOptionsTest {
    @Test
    void allCanBeSaid() {
        JobOptions options = JobOptions.parse(
                "--files=/logs",
                "--files=/more",
                "--watch=10s",
                "--kafka=k:9092",
                "--topic=logs",
                "--out=/out",
                "--kafka-property=a=b",
                "--max-skew=5min",
                "--quiet=500ms",
                "--max-lines=5");
        assertThat(options.files).containsExactly("/logs", "/more");
        assertThat(options.watch).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.kafkaProperties).containsEntry("a", "b");
        assertThat(options.maxSkew).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.quiet).isEqualTo(Duration.ofMillis(500));
        assertThat(options.maxLines).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--files=/logs                                   | Missing required option: '--out=FOLDER'",
                "--out=/out                                      | There is nothing to read: name --files or --kafka",
                "--out=/out --kafka=k:1                          | --kafka and --topic belong together",
                "--out=/out --files=/logs --topic=t              | --kafka and --topic belong together",
                "--out=/out --kafka=k:1 --topic=t --watch=1s     | --watch is for --files",
                "--out=/out --files=/logs --watch=0s             | --watch must be longer than 0",
                "--out=/out --files=/logs --idle=0s              | --idle must be longer than 0",
                "--out=/out --files=/logs --max-lines=0          | --max-lines must be 1 or more",
                "--out=/out --files=/logs --fast                 | Unknown option: '--fast'",
                "--out=/out --files=/logs --max-skew=long        "
                        + "| Invalid value for option '--max-skew': 'long' is no time such as 30s, 5min or 1h",
                "--out=/out --files=/logs --max-lines=many       "
                        + "| Invalid value for option '--max-lines': 'many' is not an int",
                "--out=/out --files=/logs --names=(              "
                        + "| Invalid value for option '--names': '(' is no regular expression: Unclosed group",
            })
    void whatIsWrongIsSaidInOneSentence(String arguments, String message) {
        assertThatThrownBy(() -> JobOptions.parse(arguments.strip().split(" +")))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessage(message);
    }

    @Test
    void helpTellsTheOptions() {
        assertThatThrownBy(() -> JobOptions.parse("--help"))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessageContaining("--max-skew=TIME")
                .hasMessageContaining("flink run");
    }
}
