package dev.whence.agent.cli;

import dev.whence.log.view.Screen;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Shows frames one after the other: on a terminal in the same place, else below each other. */
final class Watch {
    private static final long KEY_MILLIS = 50;

    /** How often the size of the terminal is asked for, and how long a frame is waited for where there is none. */
    private static final long PAUSE_MILLIS = 1_000;

    private final Feed feed;
    private final Screen screen;
    private final boolean hasFixedWidth;
    private final PrintStream out;
    private final WatchView view = new WatchView();
    private @Nullable JsonTree frame;

    /** Creates it. {@code hasFixedWidth} says whether the width is that of the screen, whatever the terminal has. */
    Watch(Feed feed, Screen screen, boolean hasFixedWidth, PrintStream out) {
        this.feed = feed;
        this.screen = screen;
        this.hasFixedWidth = hasFixedWidth;
        this.out = out;
    }

    /**
     * Shows frames until the user has enough, or until there are no more.
     *
     * @throws NotAttached if there are no more, with the reason
     */
    void run() throws NotAttached, InterruptedException {
        try (Terminal terminal = Terminal.open(out)) {
            if (terminal == null) {
                print();
            } else {
                Keys keys = new Keys(System.in);
                keys.start();
                show(terminal, keys);
            }
        }
    }

    /** Whether a frame was shown. */
    boolean hasShown() {
        return frame != null;
    }

    private void print() throws NotAttached, InterruptedException {
        WatchScreen lines = new WatchScreen(screen, 0);
        feed.hurry();
        while (!feed.isOver()) {
            JsonTree next = feed.next(PAUSE_MILLIS);
            if (next != null) {
                out.print(frame == null ? "" : System.lineSeparator());
                frame = next;
                lines.draw(next, view, "").forEach(out::println);
                out.flush();
            }
        }
    }

    private void show(Terminal terminal, Keys keys) throws NotAttached, InterruptedException {
        Terminal.Size size = terminal.size();
        long asked = System.nanoTime();
        List<String> before = List.of();
        while (true) {
            String key = keys.poll(KEY_MILLIS);
            if (key != null && isEnd(key)) {
                return;
            }
            JsonTree next = feed.next(0);
            frame = next == null || (view.isPaused() && frame != null) ? frame : next;
            if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked) > PAUSE_MILLIS) {
                size = terminal.size();
                asked = System.nanoTime();
            }
            List<String> lines = lines(size);
            if (!lines.equals(before)) {
                terminal.show(lines);
                before = lines;
            }
        }
    }

    /** Does what a key says, and returns whether the user has enough. */
    private boolean isEnd(String key) {
        if (key.equals(Keys.CLOSED) || (key.equals("q") && !view.isTyping())) {
            return true;
        }
        if (view.isTyping() || !feed.isFor(key)) {
            view.on(key);
        }
        return false;
    }

    private List<String> lines(Terminal.Size size) {
        if (frame == null) {
            return List.of(feed.status());
        }
        int width = hasFixedWidth ? screen.width() : size.columns();
        return new WatchScreen(new Screen(width, screen.isColoured(), screen.isAscii()), size.rows())
                .draw(frame, view, feed.status());
    }
}
