package dev.whence.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The table of all boundaries, by source line and method. It is lock-free, and has room for {@value #ROOM} lines: a
 * program may generate classes, and so lines, without end. What all further lines do is counted together.
 */
public final class Boundaries {
    /** The boundaries of this JVM. */
    static final Boundaries ALL = new Boundaries();

    static final int ROOM = 2_000;
    private static final int SLOTS = 1 << 12;

    /** Where the sites of a program are, by the hash of their lines. An entry is never removed. */
    private final AtomicReferenceArray<@Nullable Boundary> slots = new AtomicReferenceArray<>(SLOTS);

    private final AtomicInteger used = new AtomicInteger();
    private final Boundary others = new Boundary("", null);

    /** Returns the boundary of a site. The site keeps it. */
    Boundary of(Site site) {
        Boundary known = site.boundary;
        if (known == null) {
            known = find(site.api, site.frames.length == 0 ? null : site.frames[0]);
            site.boundary = known;
        }
        return known;
    }

    private Boundary find(String api, @Nullable StackTraceElement line) {
        int hash = 31 * api.hashCode() + (line == null ? 0 : line.hashCode());
        for (int slot = hash ^ hash >>> 16; ; slot++) {
            Boundary present = slots.get(slot & (SLOTS - 1));
            if (present == null) {
                present = add(slot & (SLOTS - 1), api, line);
            }
            if (present == others || isOf(present, api, line)) {
                return present;
            }
        }
    }

    /** Puts a boundary into an empty slot. Returns what is there then, or the one of the others if there is no room. */
    private Boundary add(int slot, String api, @Nullable StackTraceElement line) {
        if (used.get() >= ROOM) {
            return others;
        }
        Boundary added = new Boundary(api, line);
        Boundary before = slots.compareAndExchange(slot, null, added);
        if (before != null) {
            return before;
        }
        used.incrementAndGet();
        return added;
    }

    private static boolean isOf(Boundary boundary, String api, @Nullable StackTraceElement line) {
        StackTraceElement known = boundary.line;
        return boundary.api.equals(api) && (line == null ? known == null : line.equals(known));
    }

    /** Returns the boundaries of this JVM that have their own entry. */
    public static List<Boundary> known() {
        return ALL.all();
    }

    List<Boundary> all() {
        List<Boundary> all = new ArrayList<>();
        for (int i = 0; i < SLOTS; i++) {
            Boundary one = slots.get(i);
            if (one != null) {
                all.add(one);
            }
        }
        return all;
    }

    /** Returns the boundary that counts the hops of all lines of this JVM for which there is no room. */
    public static Boundary others() {
        return ALL.others;
    }

    Boundary rest() {
        return others;
    }
}
