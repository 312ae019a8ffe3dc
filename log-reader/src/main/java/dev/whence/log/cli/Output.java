package dev.whence.log.cli;

import dev.whence.log.view.Screen;
import picocli.CommandLine.Option;

/** The options about how a command shows text. */
public final class Output {
    /** When to use colours. */
    enum Colour {
        auto,
        always,
        never
    }

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Colours: ${COMPLETION-CANDIDATES}. Default: on a terminal.")
    private Colour colour;

    @Option(
            names = "--width",
            paramLabel = "COLUMNS",
            description = "The number of columns. Default: those of the terminal, or " + Screen.USUAL_WIDTH + ".")
    private int width;

    @Option(names = "--ascii", description = "Shows only ASCII characters. Default: if the terminal needs it.")
    private boolean isAscii;

    /** Whether the user has given the number of columns. */
    public boolean hasWidth() {
        return width > 0;
    }

    /** Returns what the output can show, as the options say. */
    public Screen screen() {
        Screen found = Screen.ofStandardOutput();
        boolean isColoured = colour == Colour.auto ? found.isColoured() : colour == Colour.always;
        return new Screen(width > 0 ? Math.max(40, width) : found.width(), isColoured, isAscii || found.isAscii());
    }
}
