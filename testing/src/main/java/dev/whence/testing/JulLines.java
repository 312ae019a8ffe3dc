package dev.whence.testing;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Records the lines of {@code java.util.logging}. It is a handler of the root logger, beside those that are there. */
final class JulLines extends Handler {
    private final Recorder recorder;

    private JulLines(Recorder recorder) {
        this.recorder = recorder;
        setFormatter(new SimpleFormatter());
        setLevel(Level.ALL);
    }

    /** Adds the handler, unless it is there. */
    static synchronized void watch(Recorder recorder) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            if (handler instanceof JulLines) {
                return;
            }
        }
        root.addHandler(new JulLines(recorder));
    }

    @Override
    public void publish(LogRecord line) {
        String logger = line.getLoggerName();
        recorder.add((stamp, now) -> Moment.line(
                stamp,
                now,
                line.getLevel().getName(),
                logger == null ? "" : logger,
                getFormatter().formatMessage(line)));
    }

    @Override
    public void flush() {
        // Nothing is buffered.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
