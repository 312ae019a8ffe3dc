package dev.whence.demo.market;

import dev.whence.demo.jvm.DemoCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the jar of the services is. Their libraries are in a folder beside it. */
public final class MarketCode {
    private static final Path JAR = Path.of("market", "target", "whence-market.jar");

    private MarketCode() {}

    /** Returns the jar in this checkout, or beside the jar of the demo. */
    public static Optional<Path> find() {
        Path demo = DemoCode.location().toAbsolutePath();
        return Stream.of(
                        Path.of("demo-app").resolve(JAR),
                        demo.resolve("../..").resolve(JAR).normalize(),
                        demo.resolveSibling(JAR.getFileName()))
                .filter(MarketCode::isWhole)
                .findFirst();
    }

    /** Returns whether a jar is there, and its libraries are. */
    public static boolean isWhole(Path jar) {
        return Files.isRegularFile(jar)
                && Files.isDirectory(jar.toAbsolutePath().resolveSibling("libraries"));
    }
}
