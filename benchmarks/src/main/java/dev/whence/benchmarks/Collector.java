package dev.whence.benchmarks;

import java.util.List;

/** The garbage collectors of measured JVMs. */
public enum Collector {
    /** The default on a small machine. It has the cheapest writes of references. */
    SERIAL("-XX:+UseSerialGC"),

    /** The default on a server. */
    G1("-XX:+UseG1GC");

    private final String option;

    Collector(String option) {
        this.option = option;
    }

    /** Returns the options of a JVM with this collector and a fixed heap. */
    public List<String> jvmOptions() {
        return List.of("-Xms256m", "-Xmx256m", option);
    }
}
