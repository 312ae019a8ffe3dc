package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/**
 * One crossing of an asynchronous boundary. With its parents it is the chain of hops that led to a task. It is
 * immutable and refers to no object of the user's.
 *
 * <p>The size of a chain is bounded in two ways. A site that repeats, or a cycle of up to {@value #MAX_CYCLE} sites,
 * collapses into one node with a count as soon as the hop is made, so that an endless loop of hops needs constant
 * memory. Of any other long chain the first {@value #FIRST} and the last {@value #LAST} hops are kept. The hops between
 * them are only dropped once the chain has {@value #LENGTH_LIMIT} hops, so that this costs little on average.
 */
public final class Hop {
    static final int FIRST = 8;
    static final int LAST = 56;
    private static final int LENGTH_LIMIT = 2 * (FIRST + LAST);
    private static final int MAX_CYCLE = 4;

    final @Nullable Hop parent;
    final Site site;

    /** The number of times that the site, or the cycle that ends with it, was passed in a row. */
    final int repeat;

    /** The number of hops in the chain, this one included. */
    final short length;

    /** Whether the site was remembered instead of being read from the stack. */
    final boolean approximate;

    /** Whether hops between the parent and this one were dropped. */
    final boolean elided;

    private Hop(@Nullable Hop parent, Site site, int repeat, boolean approximate, boolean elided) {
        this.parent = parent;
        this.site = site;
        this.repeat = repeat;
        this.length = (short) (parent == null ? 1 : parent.length + 1);
        this.approximate = approximate;
        this.elided = elided;
    }

    /** Returns the hop that a task makes at a site. The parent is the hop that led to that task. */
    static Hop to(@Nullable Hop parent, Site site, boolean approximate) {
        Hop known = site.knownHop(parent, approximate);
        if (known != null) {
            return known;
        }
        Hop hop = create(parent, site, approximate);
        if (hop.parent == parent) {
            site.remember(hop);
        }
        return hop;
    }

    private static Hop create(@Nullable Hop parent, Site site, boolean approximate) {
        for (int cycle = 1; cycle <= MAX_CYCLE; cycle++) {
            Hop first = endOfFirstPass(parent, site, cycle);
            if (first != null) {
                int passes = first.repeat == Integer.MAX_VALUE ? first.repeat : first.repeat + 1;
                return new Hop(first.parent, site, passes, approximate || first.approximate, first.elided);
            }
        }
        Hop bounded = parent != null && parent.length >= LENGTH_LIMIT ? withoutMiddle(parent) : parent;
        return new Hop(bounded, site, 1, approximate, false);
    }

    /**
     * Returns the node that ends the first of two equal passes through a cycle, if a hop at the site completes the
     * second pass. Returns null otherwise.
     */
    private static @Nullable Hop endOfFirstPass(@Nullable Hop parent, Site site, int cycle) {
        Hop first = ancestor(parent, cycle - 1);
        if (first == null || first.site != site) {
            return null;
        }
        Hop later = parent;
        Hop earlier = first.parent;
        for (int i = 1; i < cycle; i++) {
            if (later == null || earlier == null || later.site != earlier.site) {
                return null;
            }
            later = later.parent;
            earlier = earlier.parent;
        }
        return first;
    }

    private static @Nullable Hop ancestor(@Nullable Hop hop, int distance) {
        for (int i = 0; i < distance && hop != null; i++) {
            hop = hop.parent;
        }
        return hop;
    }

    /** Returns a chain of the first {@value #FIRST} and the last {@value #LAST} hops. */
    private static Hop withoutMiddle(Hop last) {
        Hop[] chain = new Hop[last.length];
        Hop hop = last;
        for (int i = chain.length - 1; hop != null && i >= 0; i--) {
            chain[i] = hop;
            hop = hop.parent;
        }
        Hop kept = chain[FIRST - 1];
        for (int i = chain.length - LAST; i < chain.length; i++) {
            boolean afterGap = i == chain.length - LAST;
            kept = new Hop(kept, chain[i].site, chain[i].repeat, chain[i].approximate, afterGap || chain[i].elided);
        }
        return kept;
    }
}
