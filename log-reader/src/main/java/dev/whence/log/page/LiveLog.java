package dev.whence.log.page;

import dev.whence.log.LogFile;
import dev.whence.log.LogFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A log whose files grow. It is read anew when somebody asks for it and a file has changed, so files may also be rotated,
 * truncated or replaced.
 */
final class LiveLog {
    private final List<LogFile> files;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private String state = "";
    private Snapshot latest = new Snapshot(0, new byte[0]);

    /** What the files say. Its version grows when a file changes. */
    static final class Snapshot {
        final long version;
        final byte[] json;

        private Snapshot(long version, byte[] json) {
            this.version = version;
            this.json = json;
        }
    }

    LiveLog(List<LogFile> files, int most) {
        this.files = files;
        this.most = most;
    }

    /** Returns what the files say now. */
    Snapshot read() throws IOException {
        lock.lock();
        try {
            String now = state();
            if (!now.equals(state)) {
                latest = new Snapshot(latest.version + 1, json());
                state = now;
            }
            return latest;
        } finally {
            lock.unlock();
        }
    }

    /** Returns a text that is another one after a file has changed. */
    private String state() {
        StringBuilder state = new StringBuilder("read");
        for (LogFile file : files) {
            state.append(' ').append(state(file));
        }
        return state.toString();
    }

    private static String state(LogFile file) {
        try {
            return Files.size(file.path()) + "@" + Files.getLastModifiedTime(file.path());
        } catch (IOException absent) {
            return "none";
        }
    }

    /** The last line may not be complete yet, and a file may not exist yet. That is no problem here. */
    private byte[] json() throws IOException {
        LogFiles log = LogFiles.of(files, (extent, file, line, what) -> {});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer out = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
            PageData.write(PageLog.read(log, record -> true, most), out);
        }
        return bytes.toByteArray();
    }
}
