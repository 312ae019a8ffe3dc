package dev.whence.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of WORKSHOP.md, as a participant would. */
@Tag("full")
class WorkshopGuideIT {
    /** Most of the time they wait for programs that wait. */
    private static final int SIDE_BY_SIDE = 3;

    @DisplayName("each command says what the page shows, and leaves nothing behind")
    @Test
    void commandsSayWhatThePageShows(@TempDir Path folder) throws Exception {
        String java = DemoRun.jdks().iterator().next().java().toString();
        List<GuideSection> sections = GuideSection.of(Path.of("WORKSHOP.md"), folder, java);
        assertThat(sections)
                .as("twelve exercises, and what comes before and after them")
                .hasSize(14);
        ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE);
        try {
            List<Future<String>> running = new ArrayList<>();
            sections.forEach(section -> running.add(threads.submit(section::run)));
            List<String> faults = new ArrayList<>();
            for (Future<String> section : running) {
                faults.add(section.get());
            }
            assertThat(faults).allMatch(String::isEmpty);
        } finally {
            threads.shutdown();
        }
    }
}
