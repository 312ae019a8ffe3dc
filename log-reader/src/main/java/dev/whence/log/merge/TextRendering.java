package dev.whence.log.merge;

import dev.whence.log.LogRecord;
import dev.whence.log.view.RecordText;
import dev.whence.log.view.Screen;
import java.nio.charset.StandardCharsets;

/** Records as lines for people. */
public final class TextRendering implements Rendering {
    private final RecordText text;

    /** Creates the rendering for a screen. */
    public TextRendering(Screen screen) {
        this.text = new RecordText(screen);
    }

    @Override
    public byte[] render(LogRecord record) {
        return text.of(record).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean needsText() {
        return false;
    }
}
