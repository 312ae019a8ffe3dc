package dev.whence.agent.attached;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The consoles that make links of the frames of a stack trace, each with the pattern that it knows them by. */
enum Console {
    /**
     * Visual Studio Code: the regular expression of {@code src/terminalLinkProvider.ts} in
     * github.com/microsoft/vscode-java-debug. It is searched for in each line.
     */
    VS_CODE("\\sat\\s+(?:[\\w$.]+/)?(?<type>(?:[\\w$]+\\.)*[\\w$]+)\\.(?<method>[<\\w$>]+)"
            + "\\((?<file>[\\w\\-$]+\\.java):(?<line>\\d+)\\)"),

    /**
     * IntelliJ IDEA: what {@code ExceptionWorker.parseExceptionLine} takes apart, in {@code java/execution} of
     * github.com/JetBrains/intellij-community. The class begins after "at" or after the slash of a module, and what is in
     * the brackets ends with a colon and a number.
     */
    INTELLIJ("^(?:.*?\\s)?at (?:[^/(]*/)?(?<type>[^/()]+)\\.(?<method>[^.()]+)"
            + "\\((?<file>[^:()]+):(?<line>\\d{1,9})\\)\\s*$");

    private final Pattern frame;

    Console(String frame) {
        this.frame = Pattern.compile(frame);
    }

    /** Where the link of a line leads, as a stack trace writes it without the module; empty if there is none. */
    String link(String line) {
        Matcher found = frame.matcher(line);
        return found.find()
                ? found.group("type") + "." + found.group("method") + "(" + found.group("file") + ":"
                        + found.group("line") + ")"
                : "";
    }
}
