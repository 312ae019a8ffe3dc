package dev.whence.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A group of woven types is described when a class of it is met, and not before. */
class LibraryTypesTest {
    private static final List<List<WovenType>> GROUPS = List.of(
            List.of(WovenType.of("zero", "com/acme/Both"), WovenType.of("zero", "com/acme/First")),
            List.of(WovenType.of("one", "com/acme/Both"), WovenType.of("one", "com/acme/Other")),
            List.of(WovenType.of("two", "io/netty/util/Timer").ofLibrary()));

    private final List<Integer> described = new ArrayList<>();

    private final LibraryTypes types = new LibraryTypes() {
        {
            try {
                add(index(GROUPS));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            add(3, List.of(WovenType.of("of the user", "com/acme/Both"), WovenType.of("of the user", "com/acme/New")));
        }

        @Override
        protected List<WovenType> group(int number) {
            described.add(number);
            return GROUPS.get(number);
        }
    };

    @Test
    void classOfOneGroup() {
        assertThat(types.of("com/acme/Unknown")).isNull();
        assertThat(described).isEmpty();
        assertThat(types.of("com/acme/First")).extracting(WovenType::hook).containsExactly("zero");
        assertThat(types.of("com.acme.First")).extracting(WovenType::hook).containsExactly("zero");
        assertThat(described).containsExactly(0);
    }

    @Test
    void classOfSeveralGroupsAndOfTheUser() {
        assertThat(types.of("com/acme/Both")).extracting(WovenType::hook).containsExactly("zero", "one", "of the user");
        assertThat(types.of("com/acme/New")).extracting(WovenType::hook).containsExactly("of the user");
        assertThat(described).containsExactly(0, 1);
    }

    @Test
    void relocatedCopy() {
        assertThat(types.of("com/acme/util/Timer")).isNull();
        assertThat(described).isEmpty();
        assertThat(types.of("com/acme/io/netty/util/Timer"))
                .extracting(WovenType::name)
                .containsExactly("com/acme/io/netty/util/Timer");
        assertThat(described).containsExactly(2);
    }
}
