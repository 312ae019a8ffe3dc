package dev.whence.demo.workshop;

import dev.whence.demo.market.MarketCode;
import dev.whence.log.view.Screen;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tells whether a machine is ready for the workshop, within seconds. */
final class Doctor {
    private static final long MIN_MEGABYTES = 1_000;
    private static final int OLDEST = 17;

    private final Place place;
    private final Course course;
    private final List<String> lines = new ArrayList<>();
    private boolean isWell = true;

    Doctor(Place place, Course course) {
        this.place = place;
        this.course = course;
    }

    /** Returns whether nothing is missing that the workshop needs. It is known after the report. */
    boolean isWell() {
        return isWell;
    }

    List<String> report(Screen screen) {
        java();
        memory();
        port();
        agent();
        market();
        folder();
        mavenCache();
        return new Outcome(isWell, lines).text(screen);
    }

    private void java() {
        int version = Runtime.version().feature();
        String home = System.getProperty("java.home");
        say(
                version >= OLDEST && CodeCompiler.isAvailable(),
                "JDK " + Runtime.version() + " at " + home,
                "a JDK 17 or later is needed. " + home + " is Java " + version
                        + (CodeCompiler.isAvailable() ? "" : ", without a compiler"));
    }

    private void memory() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            long megabytes = system.getTotalMemorySize() >> 20;
            say(
                    megabytes >= MIN_MEGABYTES,
                    "memory: " + megabytes + " MB",
                    "memory: " + megabytes + " MB are too little; about " + MIN_MEGABYTES + " are needed");
        }
    }

    private void port() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            say(true, "a free port on the loopback interface: such as " + socket.getLocalPort(), "");
        } catch (IOException e) {
            say(false, "", "no port can be opened on the loopback interface: " + e.getMessage());
        }
    }

    private void agent() {
        try {
            say(true, "agent: " + place.agent(), "");
        } catch (IOException e) {
            say(false, "", String.valueOf(e.getMessage()));
        }
    }

    /** The exercises do not need the three services. They belong to the tour of the leader. */
    private void market() {
        lines.add(MarketCode.find()
                .map(jar -> Outcome.HOLDS + "three services: " + jar)
                .orElse("     no three services: the exercises need none, the command market does"));
    }

    private void folder() {
        Path root = place.folders().root();
        try {
            Path probe = Files.createTempFile(Files.createDirectories(root), "doctor", "");
            Files.delete(probe);
            say(true, course.exercises().size() + " exercises, in your folder " + root.toAbsolutePath(), "");
        } catch (IOException e) {
            say(false, "", "your folder " + root + " cannot be written: " + e + ". Give another one with --dir");
        }
    }

    /** The exercises do not need Maven. It is only of interest for those who change the demo itself. */
    private void mavenCache() {
        Path cache = Path.of(System.getProperty("user.home"), ".m2", "repository");
        lines.add(
                Files.isDirectory(cache.resolve("org"))
                        ? Outcome.HOLDS + "Maven's cache: " + cache
                        : "     no Maven cache at " + cache + ": the exercises need none, building the demo does");
    }

    private void say(boolean holds, String what, String otherwise) {
        isWell &= holds;
        lines.add(holds ? Outcome.HOLDS + what : Outcome.FAILS + otherwise);
    }
}
