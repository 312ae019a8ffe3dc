package dev.whence.libraries;

/**
 * What was measured of a hop.
 *
 * @param stacks the number of operations whose stack leads to the code that made the hop
 * @param orders the number of operations that are known to have begun before
 * @param failure why it could not be measured, or the empty string
 */
record Row(
        String library, String version, String hop, Counts ids, Counts mdcs, int stacks, int orders, String failure) {
    private static final Counts NOTHING = new Counts(0, 0, 0);

    static Row of(String library, String version, String hop, Counts ids, Counts mdcs, int stacks, int orders) {
        return new Row(library, version, hop, ids, mdcs, stacks, orders, "");
    }

    static Row failed(String library, String version, String hop, String failure) {
        return new Row(library, version, hop, NOTHING, NOTHING, 0, 0, failure.replaceAll("\\s", " "));
    }

    String name() {
        return library + " " + hop;
    }

    static Row parse(String line) {
        String[] fields = line.split("\t", -1);
        return new Row(
                fields[0],
                fields[1],
                fields[2],
                Counts.parse(fields[3]),
                Counts.parse(fields[4]),
                Integer.parseInt(fields[5]),
                Integer.parseInt(fields[6]),
                fields[7]);
    }

    String toLine() {
        return String.join(
                "\t",
                library,
                version,
                hop,
                ids.toString(),
                mdcs.toString(),
                Integer.toString(stacks),
                Integer.toString(orders),
                failure);
    }
}
