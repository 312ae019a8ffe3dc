package dev.whence.log.cli;

import java.util.List;

/**
 * The arguments of a command that takes IDs before its files.
 *
 * @param ids the IDs
 * @param files the names of the files
 */
record Arguments(List<String> ids, List<String> files) {
    /** Splits arguments. There must be one file at least. */
    static Arguments of(List<String> arguments, int ids) {
        if (arguments.size() <= ids) {
            throw new Mistake(ids == 1 ? "it takes an ID and log files" : "it takes " + ids + " IDs and log files");
        }
        return new Arguments(arguments.subList(0, ids), arguments.subList(ids, arguments.size()));
    }

    /** Returns an ID, or an empty text if there are not as many. */
    String id(int index) {
        return index < ids.size() ? ids.get(index) : "";
    }

    /** Thrown if the arguments are wrong. */
    static final class Mistake extends RuntimeException {
        private static final long serialVersionUID = 1;

        Mistake(String message) {
            super(message);
        }
    }
}
