package dev.whence.libraries;

/**
 * What was measured of a hop.
 *
 * @param failure why it could not be measured, or the empty string
 */
record Row(String library, String version, String hop, Counts ids, Counts mdcs, String failure) {
    private static final Counts NOTHING = new Counts(0, 0, 0);

    static Row of(String library, String version, String hop, Counts ids, Counts mdcs) {
        return new Row(library, version, hop, ids, mdcs, "");
    }

    static Row failed(String library, String version, String hop, String failure) {
        return new Row(library, version, hop, NOTHING, NOTHING, failure.replaceAll("\\s", " "));
    }

    String name() {
        return library + " " + hop;
    }

    static Row parse(String line) {
        String[] fields = line.split("\t", -1);
        return new Row(fields[0], fields[1], fields[2], Counts.parse(fields[3]), Counts.parse(fields[4]), fields[5]);
    }

    String toLine() {
        return String.join("\t", library, version, hop, ids.toString(), mdcs.toString(), failure);
    }
}
