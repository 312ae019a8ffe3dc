package dev.whence.runtime;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The table of all sites in use, by their frames. It is lock-free.
 *
 * <p>Sites are held weakly, because a program may generate classes, and so sites, without end. A site that was
 * collected is made again when it is seen again. Each bucket is an immutable chain whose head is replaced by
 * compare-and-set.
 */
final class InternedSite extends WeakReference<Site> {
    private static final int BUCKETS = 1 << 10;
    private static final AtomicReferenceArray<@Nullable InternedSite> TABLE = new AtomicReferenceArray<>(BUCKETS);

    private final @Nullable InternedSite next;

    private InternedSite(Site site, @Nullable InternedSite next) {
        super(site);
        this.next = next;
    }

    /** Returns the site with the given frames. It is the same object as long as the site is in use. */
    static Site of(String api, StackWalker.StackFrame[] walked, int length, boolean isCut) {
        int bucket = bucket(walked, length);
        while (true) {
            InternedSite head = TABLE.get(bucket);
            for (InternedSite at = head; at != null; at = at.next) {
                Site site = at.get();
                if (site != null && site.isAt(api, walked, length, isCut)) {
                    return site;
                }
            }
            Site site = create(api, walked, length, isCut);
            if (TABLE.compareAndSet(bucket, head, new InternedSite(site, live(head)))) {
                return site;
            }
        }
    }

    /** Returns a copy of a chain without collected sites. */
    private static @Nullable InternedSite live(@Nullable InternedSite head) {
        InternedSite live = null;
        for (InternedSite at = head; at != null; at = at.next) {
            Site site = at.get();
            if (site != null) {
                live = new InternedSite(site, live);
            }
        }
        return live;
    }

    private static int bucket(StackWalker.StackFrame[] walked, int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + walked[i].getClassName().hashCode() + 7 * walked[i].getByteCodeIndex();
        }
        return (hash ^ hash >>> 16) & (BUCKETS - 1);
    }

    private static Site create(String api, StackWalker.StackFrame[] walked, int length, boolean isCut) {
        StackTraceElement[] frames = new StackTraceElement[length];
        int[] indexes = new int[length];
        for (int i = 0; i < length; i++) {
            frames[i] = walked[i].toStackTraceElement();
            indexes[i] = walked[i].getByteCodeIndex();
        }
        return new Site(api, frames, indexes, isCut);
    }
}
