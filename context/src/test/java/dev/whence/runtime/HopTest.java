package dev.whence.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HopTest {
    private static final Site A = site("A");
    private static final Site B = site("B");
    private static final Site C = site("C");
    private static final Site D = site("D");
    private static final Site E = site("E");
    private static final List<Site> SITES = List.of(A, B, C, D, E);

    private static Site site(String method) {
        return new Site(
                "execute",
                new StackTraceElement[] {new StackTraceElement("Shop", method, "Shop.java", 1)},
                new int[1],
                false);
    }

    private static @Nullable Hop chain(Iterable<Site> sites) {
        Hop last = null;
        for (Site site : sites) {
            last = Hop.to(last, site, false);
        }
        return last;
    }

    private static @Nullable Hop chain(Site... sites) {
        return chain(Arrays.asList(sites));
    }

    private static List<Site> passes(int count, List<Site> cycle) {
        List<Site> sites = new ArrayList<>();
        Collections.nCopies(count, cycle).forEach(sites::addAll);
        return sites;
    }

    private static List<Site> distinct(int count) {
        return IntStream.range(0, count).mapToObj(i -> site("s" + i)).toList();
    }

    /** Returns the nodes from the first hop to the last, as {@code A B*2}. */
    private static String nodes(@Nullable Hop last) {
        String text = "";
        for (Hop hop = last; hop != null; hop = hop.parent) {
            text = " " + hop.site.frames[0].getMethodName() + (hop.repeat > 1 ? "*" + hop.repeat : "") + text;
        }
        return text.strip();
    }

    private static int length(@Nullable Hop last) {
        int length = 0;
        for (Hop hop = last; hop != null; hop = hop.parent) {
            length++;
        }
        return length;
    }

    /** Returns the methods of the rendered frames, without the boundary frames of the hops. */
    private static List<String> rendered(@Nullable Hop last) {
        return Arrays.stream(Stitcher.frames(last))
                .map(StackTraceElement::getMethodName)
                .filter(method -> !method.equals("execute"))
                .toList();
    }

    private static List<String> firstAndLast(int count) {
        List<String> expected = new ArrayList<>();
        for (int i = count - 1; i >= 0; i--) {
            if (i >= count - 56 || i < 8) {
                expected.add("s" + i);
            } else if (i == 8) {
                expected.add("elided");
            }
        }
        return expected;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, A",
        "1, 2, A*2",
        "1, 3, A*3",
        "2, 1, A B",
        "2, 2, A B*2",
        "2, 3, A B*3",
        "3, 1, A B C",
        "3, 2, A B C*2",
        "3, 5, A B C*5",
        "4, 1, A B C D",
        "4, 2, A B C D*2",
        "4, 9, A B C D*9",
        "5, 2, A B C D E A B C D E"
    })
    void aCycleOfUpToFourSitesCollapses(int cycle, int passes, String expected) {
        assertThat(nodes(chain(passes(passes, SITES.subList(0, cycle))))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2, A B A", "3, A B C A B", "4, A B C D A B C"})
    void onlyTwoFullPassesCollapse(int cycle, String expected) {
        List<Site> sites = passes(2, SITES.subList(0, cycle));
        assertThat(nodes(chain(sites.subList(0, sites.size() - 1)))).isEqualTo(expected);
    }

    @Test
    void whatPrecedesACycleStays() {
        assertThat(nodes(chain(D, A, B, A, B, A, B, C))).isEqualTo("D A B*3 C");
        assertThat(nodes(chain(B, A, B, A, C, C, C, D))).isEqualTo("B A*2 C*3 D");
    }

    @Test
    void aPassThatBreaksOffIsShown() {
        assertThat(nodes(chain(A, B, A, B, A, C))).isEqualTo("A B*2 A C");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void anEndlessCycleHoldsConstantMemory(int cycle) {
        Hop last = chain(passes(100_000, SITES.subList(0, cycle)));
        assertThat(length(last)).isEqualTo(cycle);
        assertThat(last).isNotNull().extracting(hop -> hop.repeat).isEqualTo(100_000);
    }

    @Test
    void aRepetitionIsRenderedOnce() {
        assertThat(rendered(chain(A, B, B, B))).containsExactly("B", "repeated", "A");
    }

    @Test
    void aLongCycleIsBoundedToo() {
        assertThat(length(chain(passes(2_000, SITES)))).isLessThanOrEqualTo(128);
    }

    @Test
    void aChainNeverGetsLongerThanItsBound() {
        Hop last = null;
        for (Site site : distinct(10_000)) {
            last = Hop.to(last, site, false);
            assertThat(length(last)).isLessThanOrEqualTo(128).isEqualTo(last.length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 66, 127, 128, 129, 130, 192, 193, 194, 10_000})
    void theFirst8AndTheLast56AreRendered(int count) {
        assertThat(rendered(chain(distinct(count)))).isEqualTo(firstAndLast(count));
    }

    @Test
    void anElisionIsRenderedAlsoAfterTheChainShrank() {
        List<Site> sites = new ArrayList<>(distinct(125));
        sites.addAll(passes(2, List.of(A, B, C, D)));
        Hop last = chain(sites);
        assertThat(length(last)).isLessThan(66);
        assertThat(rendered(last)).startsWith("D", "repeated", "C").containsOnlyOnce("elided");
    }

    @Test
    void equalHopsShareANode() {
        Hop parent = Hop.to(null, site("parent"), false);
        Site site = site("child");
        assertThat(Hop.to(parent, site, false)).isSameAs(Hop.to(parent, site, false));
    }

    @Test
    void differentHopsDoNotShare() {
        Site site = site("child");
        Hop parent = Hop.to(null, site("parent"), false);
        Hop child = Hop.to(parent, site, false);
        assertThat(Hop.to(null, site, false)).isNotSameAs(child);
        assertThat(Hop.to(parent, site, true)).isNotSameAs(child);
        assertThat(Hop.to(parent, site("child"), false)).isNotSameAs(child);
    }

    @Test
    void aRememberedSiteMarksTheWholeRepetition() {
        Hop first = Hop.to(null, A, true);
        Hop second = Hop.to(first, A, false);
        assertThat(second.repeat).isEqualTo(2);
        assertThat(second.approximate).isTrue();
    }
}
