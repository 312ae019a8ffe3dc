package dev.whence.log.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.log.LogFile;
import dev.whence.log.LogFiles;
import dev.whence.log.Stamp;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live files, which the test appends to while they are merged. */
class LiveMergeTest {
    private static final long FIRST = 0x660d356aa30bf000L;
    private static final long FOREVER = TimeUnit.HOURS.toMillis(1);

    private final Path shop;
    private final Path bank;
    private final BlockingQueue<String> shown = new LinkedBlockingQueue<>();
    private volatile boolean isWanted = true;
    private long lines;
    private @Nullable Thread merge;

    LiveMergeTest(@TempDir Path folder) throws IOException {
        this.shop = Files.createFile(folder.resolve("shop"));
        this.bank = Files.createFile(folder.resolve("bank"));
    }

    @AfterEach
    void stop() throws InterruptedException {
        isWanted = false;
        if (merge != null) {
            merge.join();
        }
    }

    @DisplayName("a line waits for its cause in another file, and the lines behind it with it")
    @Test
    void waits() throws Exception {
        start(FOREVER);
        append(bank, line("bb-1:1", "aa-1:1"));
        append(bank, line("bb-2:1"));
        append(shop, line("aa-2:1"));
        assertThat(next()).isEqualTo("aa-2:1");
        append(shop, line("aa-1:1"));
        assertThat(List.of(next(), next(), next())).containsExactly("aa-1:1", "bb-1:1", "bb-2:1");
    }

    @DisplayName("a cause that does not come is not waited for beyond the time of grace")
    @Test
    void grace() throws Exception {
        start(1);
        append(bank, line("bb-1:1", "aa-1:1"));
        assertThat(next()).isEqualTo("bb-1:1");
    }

    @DisplayName("what was there before is not shown, but known")
    @Test
    void before() throws Exception {
        append(shop, line("aa-1:1"));
        start(FOREVER);
        append(bank, line("bb-1:1", "aa-1:1"));
        assertThat(next()).isEqualTo("bb-1:1");
    }

    @DisplayName("the last lines that were there are shown first, causes before effects, and then what is appended")
    @Test
    void lastLines() throws Exception {
        append(shop, line("aa-1:1") + line("aa-1:2"));
        append(bank, line("bb-1:1", "aa-1:2"));
        append(shop, line("aa-1:3", "bb-1:1"));
        start(FOREVER, 3);
        assertThat(List.of(next(), next(), next())).containsExactly("aa-1:2", "bb-1:1", "aa-1:3");
        append(bank, line("bb-2:1", "aa-1:1"));
        assertThat(next()).isEqualTo("bb-2:1");
    }

    @DisplayName("a line whose end is not written yet at the start is shown once, when it is")
    @Test
    void begunLine() throws Exception {
        String begun = line("aa-1:2");
        append(shop, line("aa-1:1") + begun.substring(0, 20));
        append(bank, line("bb-1:1").substring(0, 20));
        start(FOREVER, 10);
        assertThat(next()).isEqualTo("aa-1:1");
        append(shop, begun.substring(20));
        assertThat(next()).isEqualTo("aa-1:2");
        append(bank, line("bb-1:1").substring(20));
        assertThat(next()).isEqualTo("bb-1:1");
    }

    @DisplayName("a line is shown when its end is written, also in a file that replaces another")
    @Test
    void partsAndRotation() throws Exception {
        start(FOREVER);
        String line = line("aa-1:1");
        append(shop, line.substring(0, 20));
        append(bank, line("bb-1:1"));
        assertThat(next()).isEqualTo("bb-1:1");
        append(shop, line.substring(20));
        assertThat(next()).isEqualTo("aa-1:1");
        Files.move(shop, shop.resolveSibling("shop.1"));
        Files.writeString(shop, line("aa-1:2"));
        assertThat(next()).isEqualTo("aa-1:2");
    }

    private void start(long grace) throws IOException {
        start(grace, 0);
    }

    private void start(long grace, int last) throws IOException {
        List<LogFile> files = List.of(new LogFile("shop", shop), new LogFile("bank", bank));
        Rendering rendering = record -> record.id().getBytes(StandardCharsets.UTF_8);
        LiveMerge live = new LiveMerge(LogFiles.of(files, (extent, file, line, what) -> {}), rendering, grace);
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes) {
                shown.add(new String(bytes, StandardCharsets.UTF_8));
            }
        };
        merge = new Thread(() -> run(live, last, out));
        merge.start();
    }

    private void run(LiveMerge live, int last, OutputStream out) {
        try {
            live.run(last, out, () -> isWanted);
        } catch (IOException | InterruptedException e) {
            shown.add(e.toString());
        }
    }

    private String next() throws InterruptedException {
        return String.valueOf(shown.poll(20, TimeUnit.SECONDS));
    }

    /** The stamps of later calls are later. */
    private String line(String id, String... after) {
        int colon = id.indexOf(':');
        String names = after.length == 0 ? "" : ",\"after\":[\"" + String.join("\",\"", after) + "\"]";
        return "{\"causal\":{\"hlc\":\"" + Stamp.format(FIRST + ++lines) + "\",\"task\":\"" + id.substring(0, colon)
                + "\",\"n\":" + id.substring(colon + 1) + names + "}}\n";
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }
}
