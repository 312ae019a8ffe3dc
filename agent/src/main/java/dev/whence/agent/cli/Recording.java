package dev.whence.agent.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file with frames that were recorded. Only the places of the frames are kept in memory. */
final class Recording implements AutoCloseable {
    private static final int FORMAT = 1;

    /** The longest line that is looked at in a file which may be anything. */
    private static final int LONGEST = 64 << 20;

    private final Path file;
    private final RandomAccessFile open;
    private final List<Place> places = new ArrayList<>();

    /**
     * A line of the file.
     *
     * @param offset where it begins
     * @param length how many bytes it has, without the line break
     */
    private record Place(long offset, int length) {}

    private Recording(Path file) throws IOException {
        this.file = file;
        this.open = new RandomAccessFile(file.toFile(), "r");
    }

    /**
     * Opens a recording, and checks all of it.
     *
     * @throws NotAttached if it is none, or if a part is missing
     */
    static Recording of(Path file) throws NotAttached {
        try {
            Recording recording = new Recording(file);
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                recording.index(in);
            } catch (IOException | NotAttached e) {
                recording.close();
                throw e;
            }
            return recording;
        } catch (IOException e) {
            throw new NotAttached("the file " + file + " cannot be read: " + e.getMessage());
        }
    }

    private void index(InputStream in) throws IOException, NotAttached {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int number = 0;
        long offset = 0;
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c != '\n' && line.size() < LONGEST) {
                line.write(c);
            } else {
                add(new Place(offset, line.size()), ++number, line.toByteArray());
                offset += line.size() + 1L;
                line.reset();
            }
        }
        if (line.size() > 0 && number > 0) {
            throw new NotAttached("the recording " + file + " is torn: its last line, " + (number + 1)
                    + ", has no end; without that line it can be replayed");
        }
        if (places.isEmpty()) {
            throw number == 1
                    ? new NotAttached("the recording " + file + " has no frame")
                    : foreign(file.toFile().length() == 0 ? "it is empty" : "its first line has no end");
        }
    }

    private void add(Place place, int number, byte[] line) throws NotAttached {
        JsonTree tree;
        try {
            tree = JsonTree.read(line);
        } catch (IOException e) {
            throw number == 1
                    ? foreign("its first line is no JSON object")
                    : new NotAttached("the recording " + file + " is damaged: its line " + number + " is no frame");
        }
        if (number == 1) {
            checkHeader(tree);
        } else if (!tree.has("pools") || !tree.has("time")) {
            throw new NotAttached("the recording " + file + " is damaged: its line " + number + " is no frame");
        } else {
            places.add(place);
        }
    }

    private void checkHeader(JsonTree header) throws NotAttached {
        if (!header.text("whence").equals("watch")) {
            throw foreign("its first line is not " + Recorder.HEADER);
        }
        if (header.number("format") != FORMAT) {
            throw new NotAttached("the recording " + file + " has the format "
                    + header.number("format") + ", and this command reads " + FORMAT
                    + "; use the version that has recorded it");
        }
    }

    private NotAttached foreign(String why) {
        return new NotAttached("the file " + file + " is no recording of dump --watch: " + why);
    }

    /** Returns the number of frames, which is at least 1. */
    int size() {
        return places.size();
    }

    /** Returns a frame. */
    JsonTree frame(int number) throws NotAttached {
        Place place = places.get(number);
        byte[] line = new byte[place.length()];
        try {
            open.seek(place.offset());
            open.readFully(line);
            return JsonTree.read(line);
        } catch (IOException e) {
            throw new NotAttached("the recording " + file + " has changed meanwhile, or cannot be read any more");
        }
    }

    @Override
    public void close() {
        try {
            open.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
