package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.live.Circle;
import dev.whence.agent.live.Circle.Kind;
import dev.whence.agent.live.Circle.Stop;
import java.util.ArrayList;
import java.util.List;

/** Circles in words. */
final class Paths {
    /** Returns a finding about a circle, which is where its first thread waits. */
    static Finding finding(String name, String what, Circle circle, long since, String remedy) {
        Stop first = circle.first(Kind.THREAD);
        List<String> path = new ArrayList<>();
        for (Stop stop : circle.stops()) {
            path.add(line(stop));
        }
        String operation = circle.stops().stream()
                .map(Stop::operation)
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse("");
        String site = circle.all(Kind.POOL).stream().map(Stop::name).toList() + Frames.at(first.stack());
        return new Finding(name, what, site, path, operation, since, Frames.ofProgram(first.stack()), remedy);
    }

    static String followers(Circle circle) {
        int others = circle.followers();
        return others <= 0
                ? ""
                : others == 1 ? "; another thread waits for them" : "; " + others + " other threads wait for them";
    }

    static String line(Stop stop) {
        return switch (stop.kind()) {
            case POOL -> "the pool " + stop.name() + " needs one of its threads";
            case THREAD -> "the thread " + stop.name() + waitsIn(stop) + Frames.at(stop.stack());
            case FUTURE ->
                "for " + stop.name() + (stop.queue().isEmpty() ? "" : ", which is queued in " + stop.queue())
                        + Frames.at(stop.stack());
        };
    }

    private static String waitsIn(Stop thread) {
        return thread.waitsIn().isEmpty() ? " is" : " waits in " + thread.waitsIn();
    }

    private Paths() {}
}
