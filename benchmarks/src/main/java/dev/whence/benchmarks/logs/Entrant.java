package dev.whence.benchmarks.logs;

import dev.whence.benchmarks.Subject;

/** A contender with or without the agent. */
record Entrant(Contender contender, Subject agent) {
    boolean takes(Load load) {
        return !load.isEncoding() || contender.showsEncoder();
    }
}
