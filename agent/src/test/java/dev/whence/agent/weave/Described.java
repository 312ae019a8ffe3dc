package dev.whence.agent.weave;

import java.util.List;

/** Types of libraries that are described already. */
final class Described extends LibraryTypes {
    Described(List<WovenType> types) {
        add(0, types);
    }

    @Override
    protected List<WovenType> group(int number) {
        throw new IllegalArgumentException("group " + number);
    }
}
