package dev.whence.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {
    private static final String FRAME = "{\"time\":\"2026-11-30T10:00:0%dZ\",\"pools\":[]}";

    private static Path threeFrames(Path folder) throws Exception {
        Path file = folder.resolve("frames");
        try (Recorder recorder = Recorder.to(file)) {
            for (int i = 0; i < 3; i++) {
                recorder.add(FRAME.formatted(i));
            }
        }
        return file;
    }

    @DisplayName("what is recorded is read as it was")
    @Test
    void written(@TempDir Path folder) throws Exception {
        try (Recording recording = Recording.of(threeFrames(folder))) {
            assertThat(recording.size()).isEqualTo(3);
            assertThat(recording.frame(2).text("time")).isEqualTo("2026-11-30T10:00:02Z");
            assertThat(recording.frame(0).text("time")).isEqualTo("2026-11-30T10:00:00Z");
        }
    }

    @DisplayName("a recording does not replace another file")
    @Test
    void present(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine"), "mine");
        assertThatThrownBy(() -> Recorder.to(file))
                .isInstanceOf(NotAttached.class)
                .hasMessageContaining("exists already");
        assertThat(file).hasContent("mine");
        assertThatThrownBy(() -> Recorder.to(folder.resolve("no/such/folder")))
                .isInstanceOf(NotAttached.class)
                .hasMessageContaining("cannot be written");
    }

    @DisplayName("what is wrong with a file is said")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "##                                             | is no recording of dump --watch: it is empty",
                "abc                                            | is no recording of dump --watch: its first line has no end",
                "abc~                                           | its first line is no JSON object",
                "{\"body\":\"paid\"}~                           | its first line is not {\"whence\":\"watch\"",
                "{\"whence\":\"watch\",\"format\":2}~           | has the format 2, and this command reads 1",
                "{\"whence\":\"watch\",\"format\":1}~           | has no frame",
                "{\"whence\":\"watch\",\"format\":1}~{\"time\":\"2\",\"po       | is torn: its last line, 2, has no end",
                "{\"whence\":\"watch\",\"format\":1}~{\"time\":\"2\",\"pools\":[]}~x~ | is damaged: its line 3 is no frame",
                "{\"whence\":\"watch\",\"format\":1}~{\"time\":\"2\"}~         | is damaged: its line 2 is no frame",
                "{\"whence\":\"watch\",\"format\":1}~{\"time\":\"2\",\"pools\":[}~ | is damaged: its line 2 is no frame"
            })
    void wrong(String content, String fault, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("frames"), content.replace('~', '\n'));
        assertThatThrownBy(() -> Recording.of(file))
                .isInstanceOf(NotAttached.class)
                .hasMessageContaining(fault)
                .hasMessageContaining(file.toString());
    }

    @DisplayName("a file that is not there, or is a folder, cannot be read")
    @Test
    void unreadable(@TempDir Path folder) {
        assertThatThrownBy(() -> Recording.of(folder.resolve("none")))
                .isInstanceOf(NotAttached.class)
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> Recording.of(folder))
                .isInstanceOf(NotAttached.class)
                .hasMessageContaining("cannot be read");
    }

    @DisplayName("a recording plays, stops at its end, and goes where keys say")
    @Test
    void replay(@TempDir Path folder) throws Exception {
        try (ReplayFeed feed = new ReplayFeed(Recording.of(threeFrames(folder)), 0)) {
            assertThat(seconds(feed)).isEqualTo("0");
            assertThat(seconds(feed)).isEqualTo("1");
            assertThat(seconds(feed)).isEqualTo("2");
            assertThat(seconds(feed)).isEqualTo("none");
            assertThat(feed.isOver()).isTrue();
            assertThat(feed.isFor(Keys.LEFT)).isTrue();
            assertThat(seconds(feed)).isEqualTo("1");
            assertThat(seconds(feed)).isEqualTo("none");
            assertThat(feed.status()).startsWith("frame 2 of 3, paused");
            feed.isFor("[");
            assertThat(seconds(feed)).isEqualTo("0");
            feed.isFor(Keys.END);
            assertThat(seconds(feed)).isEqualTo("2");
            feed.isFor(Keys.HOME);
            feed.isFor(" ");
            assertThat(seconds(feed)).isEqualTo("0");
            assertThat(seconds(feed)).isEqualTo("1");
            assertThat(feed.isFor("s")).isFalse();
        }
    }

    /** Returns the second that the next frame shows. */
    private static String seconds(ReplayFeed feed) throws Exception {
        JsonTree frame = feed.next(0);
        return frame == null ? "none" : frame.text("time").substring(18, 19);
    }
}
