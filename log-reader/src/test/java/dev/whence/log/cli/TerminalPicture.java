package dev.whence.log.cli;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a command prints in colours, as a picture of a terminal in SVG. */
final class TerminalPicture {
    private static final Pattern INK = Pattern.compile("\u001b\\[(\\d+)m");
    private static final double COLUMN = 7.8;
    private static final int ROW = 18;
    private static final int MARGIN = 16;
    private static final int TITLE = 30;

    /** The classes of the codes that the commands write. */
    private static final Map<String, String> CLASSES = Map.of(
            "0", "", "1", "strong", "2", "faint", "31", "red", "32", "green", "33", "yellow", "34", "blue", "35",
            "magenta", "36", "cyan");

    private static final String FORM = """
            <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img">
            <title>%3$s</title>
            <style>
            text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #d8dee6; white-space: pre }
            .faint { fill: #8b949e } .strong { font-weight: bold } .red { fill: #ff7b72 } .yellow { fill: #e3b341 }
            .green { fill: #7ee787 } .blue { fill: #79c0ff } .magenta { fill: #d2a8ff } .cyan { fill: #76e3ea }
            </style>
            <rect width="%1$d" height="%2$d" rx="8" fill="#16191d"/>
            <circle cx="18" cy="16" r="5" fill="#ff5f57"/><circle cx="36" cy="16" r="5" fill="#febc2e"/><circle cx="54" cy="16" r="5" fill="#28c840"/>
            %4$s</svg>
            """;

    /** Draws a command and its output. */
    static String of(String command, String output) {
        List<String> lines = (command + "\n" + output).lines().toList();
        int columns =
                lines.stream().mapToInt(line -> plain(line).length()).max().orElse(0);
        StringBuilder texts = new StringBuilder();
        for (int row = 0; row < lines.size(); row++) {
            append(texts, lines.get(row), TITLE + ROW * (row + 1) - 4);
        }
        return FORM.formatted(
                (int) (columns * COLUMN) + 2 * MARGIN, TITLE + ROW * lines.size() + MARGIN, escaped(command), texts);
    }

    private static String plain(String line) {
        return INK.matcher(line).replaceAll("");
    }

    /** Each part of a line in one colour is a text of its own, as wide as its columns in every font. */
    private static void append(StringBuilder texts, String line, int y) {
        Matcher ink = INK.matcher(line);
        String style = "";
        int column = 0;
        int from = 0;
        while (from < line.length()) {
            boolean isInk = ink.find(from);
            String part = line.substring(from, isInk ? ink.start() : line.length());
            append(texts, part, style, column, y);
            column += part.length();
            style = isInk ? CLASSES.getOrDefault(ink.group(1), "") : style;
            from = isInk ? ink.end() : line.length();
        }
    }

    private static void append(StringBuilder texts, String part, String style, int column, int y) {
        String text = part.strip();
        if (!text.isEmpty()) {
            int start = column + part.indexOf(text);
            texts.append("<text%s x=\"%.1f\" y=\"%d\" textLength=\"%.1f\">%s</text>\n"
                    .formatted(
                            style.isEmpty() ? "" : " class=\"" + style + "\"",
                            MARGIN + start * COLUMN,
                            y,
                            text.length() * COLUMN,
                            escaped(text)));
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private TerminalPicture() {}
}
