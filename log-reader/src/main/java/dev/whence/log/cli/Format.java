package dev.whence.log.cli;

import dev.whence.log.merge.JsonRendering;
import dev.whence.log.merge.Rendering;
import dev.whence.log.view.RecordText;
import dev.whence.log.view.Screen;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** The option that says how records are written. */
final class Format {
    /** What is written. */
    enum Name {
        text,
        json
    }

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "What is written: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Name name;

    Rendering rendering(Screen screen) {
        if (name == Name.json) {
            return new JsonRendering();
        }
        RecordText text = new RecordText(screen);
        return record -> text.of(record).getBytes(StandardCharsets.UTF_8);
    }
}
