package dev.whence.benchmarks;

import java.util.List;

/** The garbage collector of the JVMs that are measured. */
enum Collector {
    /** What a JVM takes by itself on a small machine, and what has the cheapest writes of references. */
    SERIAL("-XX:+UseSerialGC"),

    /** What a JVM takes by itself on a server. */
    G1("-XX:+UseG1GC");

    private final String option;

    Collector(String option) {
        this.option = option;
    }

    /** The options of a JVM with this collector and a fixed heap. */
    List<String> jvmOptions() {
        return List.of("-Xms256m", "-Xmx256m", option);
    }
}
