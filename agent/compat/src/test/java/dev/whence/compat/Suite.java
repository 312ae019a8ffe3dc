package dev.whence.compat;

import java.util.List;
import java.util.stream.Stream;

/** A published test suite of a library. Its version is the version of the library. */
record Suite(String name, List<String> packages) {

    /** Returns the suites whose names match the system property {@code whence.compat.only}. */
    static Stream<Suite> wanted() {
        String only = System.getProperty("whence.compat.only", ".*");
        List<Suite> wanted =
                all().stream().filter(suite -> suite.name.matches(only)).toList();
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("no suite is called '" + only + "': the names are "
                    + all().stream().map(suite -> suite.name).toList());
        }
        return wanted.stream();
    }

    static List<Suite> all() {
        return List.of(
                new Suite("commons-lang3", List.of("org.apache.commons.lang3.concurrent")),
                new Suite("commons-pool2", List.of("org.apache.commons.pool2.impl")),
                new Suite("logback", List.of("ch.qos.logback.core")),
                new Suite("netty", List.of("io.netty.util.concurrent")),
                new Suite("reactive-streams", List.of("dev.whence.compat.flow")),
                new Suite(
                        "vertx",
                        List.of(
                                "io.vertx.tests.concurrent",
                                "io.vertx.tests.context",
                                "io.vertx.tests.deployment",
                                "io.vertx.tests.future",
                                "io.vertx.tests.timer",
                                "io.vertx.tests.vertx",
                                "io.vertx.tests.virtualthread",
                                "io.vertx.tests.worker")));
    }

    String version() {
        return System.getProperty("version." + name);
    }

    @Override
    public String toString() {
        return name + " " + version();
    }
}
