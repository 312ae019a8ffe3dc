package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.FullStacksNeeded;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In a stitched stack trace, as in any other, each line with a source line is a link of the consoles that have links. */
@FullStacksNeeded
class ConsoleBehaviour {
    private static final int PROGRAMS = 40;

    /**
     * The lines that are no links without the agent either: the message, causes, what is counted only, and methods without
     * source lines. Consoles show them as text and fold them with the frames around them.
     */
    private static final Pattern TEXT = Pattern.compile("message|.*(SEVERE|GRAVE): message|.* \\w+"
            + "|\t*(Caused by: |Suppressed: |)[\\w.$]+(Exception|Error)(: .*)?"
            + "|\t*\\.\\.\\. \\d+ (more|common frames omitted)"
            + "|\t*at .*\\((Native Method|Unknown Source)\\)|");

    @DisplayName("IntelliJ IDEA and Visual Studio Code")
    @ParameterizedTest
    @EnumSource(Printer.class)
    void links(Printer printer) throws Exception {
        int boundaries = 0;
        for (int seed = 0; seed < PROGRAMS; seed++) {
            for (String line : printed(seed, printer)) {
                if (TEXT.matcher(line).matches()) {
                    continue;
                }
                String frame = line.strip().replaceFirst("^at ([^/(]*/)?", "");
                for (Console console : Console.values()) {
                    assertThat(console.link(line)).as(console + ", " + line).isEqualTo(frame);
                }
                boundaries += frame.startsWith("dev.whence.Async.") ? 1 : 0;
            }
        }
        assertThat(boundaries).isGreaterThan(PROGRAMS);
    }

    private static List<String> printed(int seed, Printer printer) throws Exception {
        try (Pools pools = new Pools()) {
            List<Throwable> made = new ArrayList<>(
                    MixedChain.random(seed, MixedLink.all(), pools).run().keySet());
            return printer.print(made.get(made.size() - 1)).lines().toList();
        }
    }
}
