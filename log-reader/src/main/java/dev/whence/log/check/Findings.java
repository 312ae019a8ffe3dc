package dev.whence.log.check;

import java.util.ArrayList;
import java.util.List;

/** The findings of one kind: how many there are, and the first of them. */
public final class Findings {
    private static final int KEPT = 10;

    private final String title;
    private final List<String> first = new ArrayList<>();
    private long count;

    Findings(String title) {
        this.title = title;
    }

    void add(String finding) {
        count++;
        if (first.size() < KEPT) {
            first.add(finding);
        }
    }

    /** Returns what the findings are. */
    public String title() {
        return title;
    }

    /** Returns how many there are. */
    public long count() {
        return count;
    }

    /** Returns the first of them. */
    public List<String> first() {
        return first;
    }
}
