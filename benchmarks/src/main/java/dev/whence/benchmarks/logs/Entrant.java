package dev.whence.benchmarks.logs;

import dev.whence.benchmarks.Subject;

/** A contender with or without the agent. */
record Entrant(Contender contender, Subject agent) {
    boolean encodes(Load load) {
        return !load.isEncoding() || (contender.encoderOf() == contender && contender != Contender.LOG4J2);
    }
}
