package dev.whence.log.view;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The terminal that the standard output is shown on, if there is one. */
final class Tty {
    /** Returns whether the standard input and output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // Of an older JDK it is null.
    static boolean isTerminal() {
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
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
            String size;
            try (InputStream in = stty.getInputStream()) {
                size = new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
            }
            stty.waitFor(1, TimeUnit.SECONDS);
            int columns = number(size.substring(size.indexOf(' ') + 1));
            return columns > 0 ? columns : Screen.USUAL_WIDTH;
        } catch (IOException unknown) {
            return Screen.USUAL_WIDTH;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Screen.USUAL_WIDTH;
        }
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,4}") ? Math.max(40, Integer.parseInt(text)) : 0;
    }

    private Tty() {}
}
