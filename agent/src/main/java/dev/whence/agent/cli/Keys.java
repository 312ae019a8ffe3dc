package dev.whence.agent.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The keys that the user presses. A key is a character, or one of the names below. */
final class Keys implements Runnable {
    static final String ESCAPE = "escape";
    static final String ENTER = "enter";
    static final String BACKSPACE = "backspace";
    static final String TAB = "tab";
    static final String LEFT = "left";
    static final String RIGHT = "right";
    static final String HOME = "home";
    static final String END = "end";

    /** There will be no more keys. */
    static final String CLOSED = "closed";

    /** What is no key that is known. */
    private static final String OTHER = "other";

    /** How long the rest of a sequence may take to arrive, if a key sends several characters. */
    private static final long REST_MILLIS = 50;

    private final Reader in;
    private final BlockingQueue<String> pressed = new LinkedBlockingQueue<>();

    Keys(InputStream in) {
        this.in = new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    /** Begins to read. The thread ends with the process: nothing can interrupt it. */
    void start() {
        Thread reading = new Thread(this, "whence-keys");
        reading.setDaemon(true);
        reading.start();
    }

    /** Returns the next key, or null if none is pressed in time. */
    @Nullable String poll(long millis) throws InterruptedException {
        return pressed.poll(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        try {
            for (int c = in.read(); c >= 0; c = in.read()) {
                pressed.add(key((char) c));
            }
        } catch (IOException | InterruptedException gone) {
            // The terminal is closed.
        }
        pressed.add(CLOSED);
    }

    private String key(char c) throws IOException, InterruptedException {
        return switch (c) {
            case '\u001b' -> sequence();
            case '\r', '\n' -> ENTER;
            case '\b', '\u007f' -> BACKSPACE;
            case '\t' -> TAB;
            default -> c < ' ' ? OTHER : String.valueOf(c);
        };
    }

    private String sequence() throws IOException, InterruptedException {
        if (!isMore()) {
            return ESCAPE;
        }
        int kind = in.read();
        int last = kind;
        StringBuilder numbers = new StringBuilder();
        if (kind == '[' || kind == 'O') {
            for (last = in.read(); last >= 0 && (last == ';' || (last >= '0' && last <= '9')); last = in.read()) {
                numbers.append((char) last);
            }
        }
        return switch (last) {
            case 'C' -> RIGHT;
            case 'D' -> LEFT;
            case 'H' -> HOME;
            case 'F' -> END;
            case '~' -> numbered(numbers.toString());
            default -> OTHER;
        };
    }

    private static String numbered(String number) {
        return switch (number) {
            case "1", "7" -> HOME;
            case "4", "8" -> END;
            default -> OTHER;
        };
    }

    private boolean isMore() throws IOException, InterruptedException {
        for (long waited = 0; waited < REST_MILLIS && !in.ready(); waited += 5) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return in.ready();
    }
}
