package dev.whence.log.merge;

/** Is told how the merge gets on. */
@FunctionalInterface
public interface Progress {
    /** Told about bytes that were read. Each file is read twice. */
    void read(long bytes);
}
