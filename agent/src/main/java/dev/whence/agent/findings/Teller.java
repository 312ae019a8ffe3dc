package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.ProgramLogger;
import dev.whence.runtime.Stderr;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Tells of findings: by the program's own logger if it has one, else on stderr.
 *
 * <p>The JDK's {@code System.Logger} leads to the logger that the program has chosen. But whoever asks for the first
 * one decides which that is, and it is not for the agent to do that. So it is asked only if the program has used one of
 * the loggers to which it leads.
 */
final class Teller {
    private static final String NAME = "dev.whence.findings";

    void tell(Finding finding) {
        String text = text(finding);
        if (ProgramLogger.isThere()) {
            System.getLogger(NAME).log(System.Logger.Level.WARNING, text);
        } else {
            Stderr.say(text);
        }
    }

    /** Returns a finding in several lines. */
    static String text(Finding finding) {
        StringBuilder text = new StringBuilder();
        text.append(finding.name()).append(": ").append(finding.what());
        text.append(System.lineSeparator()).append("  since ");
        text.append(Instant.ofEpochMilli(finding.since()).truncatedTo(ChronoUnit.MILLIS));
        if (!finding.operation().isEmpty()) {
            text.append(", operation ").append(finding.operation());
        }
        for (String line : finding.path()) {
            text.append(System.lineSeparator()).append("  ").append(line);
        }
        for (StackTraceElement frame : finding.stack()) {
            text.append(System.lineSeparator()).append("\tat ").append(Frames.text(frame));
        }
        return text.append(System.lineSeparator())
                .append("  What to do: ")
                .append(finding.remedy())
                .toString();
    }
}
