package dev.whence.log.view;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The terminal that the standard output is shown on, if there is one. */
public final class Tty {
    /** Returns whether the standard input and output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // Of an older JDK it is null.
    public static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Since JDK 22 there is a console even if the output is a file.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJdk) {
            return true;
        }
    }

    /** Returns the number of columns, or what is usual if it is not known. */
    static int width() {
        int columns = number(System.getenv("COLUMNS"));
        return columns > 0 ? columns : asked();
    }

    private static int asked() {
        String size = stty("size");
        int columns = size == null ? 0 : number(size.substring(size.indexOf(' ') + 1));
        return columns > 0 ? columns : Screen.USUAL_WIDTH;
    }

    /**
     * Runs {@code stty}, which asks or sets what the terminal of the standard input does. Returns what it prints, or null
     * if there is no terminal or no such program.
     */
    public static @Nullable String stty(String... arguments) {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        try {
            Process stty = new ProcessBuilder(command)
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
            String printed;
            try (InputStream in = stty.getInputStream()) {
                printed = new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
            }
            return stty.waitFor(1, TimeUnit.SECONDS) && stty.exitValue() == 0 ? printed : null;
        } catch (IOException unknown) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,4}") ? Math.max(40, Integer.parseInt(text)) : 0;
    }

    private Tty() {}
}
