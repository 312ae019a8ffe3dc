package dev.whence.log;

/** Takes what could not be read. Reading goes on. */
@FunctionalInterface
public interface Problems {
    /** How much of the input a problem concerns. */
    enum Extent {
        /** One line is damaged. */
        LINE,

        /** A file, or the rest of it, could not be read. */
        FILE
    }

    /**
     * Takes a problem.
     *
     * @param file the file as the user named it
     * @param line the number of the line, from 1; 0 if the problem is that of the whole file
     * @param what what is wrong, as a sentence without its end
     */
    void report(Extent extent, String file, long line, String what);
}
