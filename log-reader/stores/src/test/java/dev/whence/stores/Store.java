package dev.whence.stores;

import java.nio.file.Path;

/** A store that takes lines of logs and answers queries. */
interface Store {
    /**
     * Puts a file into the store.
     *
     * @param command the shell command of the page that does it
     */
    void load(String command, Path file) throws Exception;

    /** Runs what a block of the page says. Returns what the store answers, as text with its line ends. */
    String ask(String query) throws Exception;
}
