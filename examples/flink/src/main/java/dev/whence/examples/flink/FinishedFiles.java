package dev.whence.examples.flink;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.enumerate.NonSplittingRecursiveEnumerator;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;

/** Finds files that nobody writes to any more. Each is read once, so what were appended later would be lost. */
final class FinishedFiles extends NonSplittingRecursiveEnumerator {
    private final Pattern names;
    private final long settledMillis;

    /**
     * Creates an enumerator.
     *
     * @param names what the whole names of the files must match
     * @param settledMillis how long a file must not have changed
     */
    FinishedFiles(Pattern names, long settledMillis) {
        this.names = names;
        this.settledMillis = settledMillis;
    }

    @Override
    protected void convertToSourceSplits(FileStatus file, FileSystem fileSystem, List<FileSourceSplit> target)
            throws IOException {
        boolean isSettled = file.getModificationTime() <= System.currentTimeMillis() - settledMillis;
        if (isSettled && names.matcher(file.getPath().getName()).matches()) {
            super.convertToSourceSplits(file, fileSystem, target);
        }
    }
}
