package dev.whence.agent;

import dev.whence.runtime.Inspection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The findings of this JVM, each site once, for those who log them and for those who ask, and how many were told. Those
 * that are told are in flight recordings, too.
 */
public final class FindingLog {
    private static final int MOST = 200;
    private static final long PAUSE_MILLIS = 60_000;

    /** The findings by kind and site, the latest last. */
    private static final Map<Site, Entry> ALL = new LinkedHashMap<>(16, 0.75f, true);

    /** How often findings of a kind were told. */
    private static final Map<String, Long> TOLD = new HashMap<>();

    /** Whether there was a flight recording by now. */
    private static volatile boolean areRecorded;

    private record Site(String name, String site) {}

    /**
     * A finding with its repetitions.
     *
     * @param finding the latest one of the site
     * @param since when the first one began, in milliseconds of the system's clock
     * @param last when it was last seen
     * @param times how often it was seen
     * @param told when it was last logged
     */
    public record Entry(Finding finding, long since, long last, int times, long told) {}

    /** Adds a finding. Returns whether it is to be logged: each site is at most once a minute. */
    public static boolean add(Finding finding, long now) {
        Inspection.found(finding.operation(), finding);
        boolean isToldNow = keep(finding, now);
        if (isToldNow && areRecorded) {
            RecordedFinding.record(finding);
        }
        return isToldNow;
    }

    private static boolean keep(Finding finding, long now) {
        synchronized (ALL) {
            Site site = new Site(finding.name(), finding.site());
            Entry known = ALL.get(site);
            boolean isToldNow = known == null || now - known.told >= PAUSE_MILLIS;
            ALL.put(site, next(known, finding, now, isToldNow));
            dropOldest();
            if (isToldNow) {
                TOLD.merge(finding.name(), 1L, Long::sum);
            }
            return isToldNow;
        }
    }

    private static Entry next(@Nullable Entry known, Finding finding, long now, boolean isToldNow) {
        return known == null
                ? new Entry(finding, finding.since(), now, 1, now)
                : new Entry(finding, known.since, now, known.times + 1, isToldNow ? now : known.told);
    }

    private static void dropOldest() {
        if (ALL.size() > MOST) {
            Iterator<Site> oldest = ALL.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Returns the findings, the latest first. */
    public static List<Entry> all() {
        synchronized (ALL) {
            List<Entry> all = new ArrayList<>(ALL.values());
            Collections.reverse(all);
            return all;
        }
    }

    /** Returns how often findings of a kind were told since the start. */
    static long told(String name) {
        synchronized (ALL) {
            return TOLD.getOrDefault(name, 0L);
        }
    }

    /** Has findings recorded from now on. The classes for that are loaded here. */
    static void record() {
        RecordedFinding.register();
        areRecorded = true;
    }

    private FindingLog() {}
}
