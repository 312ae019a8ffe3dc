package dev.whence.log.cli;

import dev.whence.log.merge.JsonRendering;
import dev.whence.log.merge.Rendering;
import dev.whence.log.merge.TextRendering;
import dev.whence.log.view.Screen;
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
        return name == Name.json ? new JsonRendering() : new TextRendering(screen);
    }
}
