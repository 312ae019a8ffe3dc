package dev.whence.runtime;

/**
 * How the headers of a library's messages are read and written: the names of public methods, each empty if there is none
 * or none is needed.
 *
 * @param headers the method of a message that returns its headers; if there is none, the message has the others itself
 * @param get takes a name, and returns the value or null
 * @param set takes a name and a value
 * @param remove takes a name; not needed if {@code set} replaces a header
 * @param copy the method of a message that cannot be changed which returns a builder. {@code set} is then a method of the
 *     builder, and may take a map of all headers instead. Its method {@code build} makes the message. Or several methods
 *     with commas between them, whose results a constructor takes
 * @param areIdentifiers whether names of headers must be identifiers of Java
 * @param ofBatch the name of a header that only batches have, whose messages may belong to several operations
 */
public record HeaderNames(
        String headers, String get, String set, String remove, String copy, boolean areIdentifiers, String ofBatch) {
    /** Stands for a dash in the names of headers that must be identifiers, as with OpenTelemetry. */
    private static final String DASH = "__dash__";

    /** Names without anything particular. */
    public HeaderNames(String headers, String get, String set, String remove) {
        this(headers, get, set, remove, "", false, "");
    }

    /** The same for messages that cannot be changed. */
    public HeaderNames copiedBy(String methods) {
        return new HeaderNames(headers, get, set, remove, methods, areIdentifiers, ofBatch);
    }

    /** The same for headers whose names must be identifiers of Java. */
    public HeaderNames asIdentifiers() {
        return new HeaderNames(headers, get, set, remove, copy, true, ofBatch);
    }

    /** The same for a library with batches. */
    public HeaderNames withBatches(String header) {
        return new HeaderNames(headers, get, set, remove, copy, areIdentifiers, header);
    }

    /** Whether a constructor makes the copy of a message. */
    public boolean isRemade() {
        return copy.indexOf(',') >= 0;
    }

    /** Returns the name of a header as the library takes it. */
    public String inLibrary(String name) {
        return areIdentifiers ? name.replace("-", DASH) : name;
    }
}
