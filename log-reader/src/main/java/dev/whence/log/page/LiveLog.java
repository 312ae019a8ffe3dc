package dev.whence.log.page;

import dev.whence.log.LogFile;
import dev.whence.log.LogFiles;
import dev.whence.log.Problems.Extent;
import dev.whence.log.page.PageData.Known;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A log whose files grow. It is read anew when somebody asks for it and a file has changed, so files may also be rotated,
 * truncated or replaced. A page gets only the rows from the first one on that is another one than it has.
 */
final class LiveLog {
    /** So many versions ago a page may have asked the last time. A page that has an older one gets the whole log. */
    private static final int REMEMBERED = 32;

    private final List<LogFile> files;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private String state = "";
    private long version;
    private PageLog log = read(LogFiles.of(List.of(), LiveLog::ignore), 1);
    private long[] prints = {};
    private PageTexts texts = new PageTexts();

    /** What pages know that have got a version. */
    private final Map<Long, Known> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Known> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** What a page gets. */
    static final class Update {
        /** The version that the page has then. */
        final long version;

        /** The rows that are new, or null if the page has that version already. */
        final byte @Nullable [] json;

        private Update(long version, byte @Nullable [] json) {
            this.version = version;
            this.json = json;
        }
    }

    LiveLog(List<LogFile> files, int most) {
        this.files = files;
        this.most = most;
    }

    /** Returns what is new since a version. Any other number is that of a page that has nothing yet. */
    Update since(long old) throws IOException {
        lock.lock();
        try {
            String now = state();
            if (!now.equals(state)) {
                change(read(LogFiles.of(files, LiveLog::ignore), most));
                state = now;
            }
            return old == version ? new Update(version, null) : new Update(version, json(old));
        } finally {
            lock.unlock();
        }
    }

    /** The last line may not be complete yet, and a file may not exist yet. That is no problem here. */
    private static void ignore(Extent extent, String file, long line, String what) {}

    /** Of a log that is too big a tenth is left out at a time, since rows have other numbers then. */
    private static PageLog read(LogFiles files, int most) {
        return PageLog.read(files, record -> true, most, Math.max(1, most / 10));
    }

    private void change(PageLog next) {
        long[] nextPrints = RowPrints.of(next);
        int other = Arrays.mismatch(prints, nextPrints);
        int same = other < 0 ? prints.length : other;
        if (same == 0) {
            texts = new PageTexts();
            known.clear();
        }
        known.replaceAll((old, rows) -> rows.upTo(same));
        log = next;
        prints = nextPrints;
        version++;
    }

    private byte[] json(long old) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer out = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
            PageData.write(log, texts, known.getOrDefault(old, Known.NOTHING), out);
        }
        known.put(version, new Known(log.size(), texts.counts()));
        return bytes.toByteArray();
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
}
