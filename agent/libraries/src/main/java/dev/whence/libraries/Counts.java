package dev.whence.libraries;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** How many operations saw their own ID, none, or another's. */
record Counts(int right, int none, int wrong) {
    static Counts of(Collection<Sight> sights) {
        return new Counts(count(sights, Sight.RIGHT), count(sights, Sight.NONE), count(sights, Sight.WRONG));
    }

    private static int count(Collection<Sight> sights, Sight wanted) {
        return (int) sights.stream().filter(wanted::equals).count();
    }

    static Counts parse(String text) {
        String[] numbers = text.split("/", 3);
        return new Counts(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
    }

    /** What one callback saw; a worse one is greater. */
    enum Sight {
        RIGHT,
        NONE,
        WRONG;

        /** An ID that no operation has, such as one that a server has given to a request, counts as none. */
        static Sight of(Operation operation, @Nullable String id) {
            return operation.id().equals(id) ? RIGHT : Operation.isId(id) ? WRONG : NONE;
        }

        Sight or(Sight other) {
            return compareTo(other) < 0 ? other : this;
        }
    }

    @Override
    public String toString() {
        return right + "/" + none + "/" + wrong;
    }
}
