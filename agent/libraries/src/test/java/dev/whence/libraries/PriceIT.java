package dev.whence.libraries;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Writes the table of prices of docs/libraries.md, on the newest of the JDKs.
 *
 * <p>The programs of all agents run at the same time, and are asked in turns of a second. The speed of a shared machine
 * changes within seconds by more than the cost of an agent, so only adjacent turns are compared.
 */
@EnabledIfSystemProperty(named = PriceIT.PAGE, matches = ".+")
class PriceIT {
    static final String PAGE = "whence.libraries.prices";

    private static final int WARMUP = 20;
    private static final int TURNS = 15;
    private static final List<String> HOPS = List.of("OkHttp call", "Kafka send", "gRPC unary", "WebFlux request");

    @Test
    void prices() throws IOException {
        Jdk jdk = Jdks.newest();
        List<Program> programs = new ArrayList<>();
        try {
            programs.add(new Program(Tracing.WHENCE, java(jdk)));
            // With no options, as it is used, and not as it is measured with Agents.WHENCE.
            programs.add(new Program(Tracing.WHENCE, java(jdk).agent()));
            programs.add(new Program(Tracing.OPENTELEMETRY, Agents.OPENTELEMETRY.attach(java(jdk))));
            for (Program program : programs) {
                program.line("ready");
            }
            StringBuilder table =
                    new StringBuilder("| Hop | No agent, hops/s | Whence, × | OpenTelemetry, × |\n|---|---|---|---|");
            for (String hop : HOPS) {
                table.append('\n').append(row(hop, programs));
            }
            Table.write(Path.of(System.getProperty(PAGE)), "prices", table.append('\n'));
        } finally {
            programs.forEach(Program::stop);
        }
    }

    private static JavaProcess java(Jdk jdk) {
        return JavaProcess.java(jdk)
                .options("-Xmx1g", "-Dsun.net.httpserver.nodelay=true", "-cp", JavaProcess.testClassPath());
    }

    private static String row(String hop, List<Program> programs) throws IOException {
        List<List<Double>> hops = programs.stream()
                .<List<Double>>map(program -> new ArrayList<>())
                .toList();
        for (int turn = -WARMUP; turn < TURNS; turn++) {
            for (int i = 0; i < programs.size(); i++) {
                double count = programs.get(i).count(hop);
                if (turn >= 0) {
                    hops.get(i).add(count);
                }
            }
        }
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %s | %s |",
                hop,
                median(hops.get(0)),
                ratios(hops.get(1), hops.get(0)),
                ratios(hops.get(2), hops.get(0)));
    }

    /** Returns the median of the ratios of adjacent turns, with the least and the greatest. */
    private static String ratios(List<Double> hops, List<Double> without) {
        List<Double> ratios = IntStream.range(0, hops.size())
                .mapToObj(turn -> hops.get(turn) / without.get(turn))
                .sorted()
                .toList();
        return String.format(
                Locale.ROOT, "%.2f [%.2f–%.2f]", median(ratios), ratios.get(0), ratios.get(ratios.size() - 1));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** A running program. */
    private static final class Program {
        private final Process process;
        private final BufferedReader out;
        private final PrintStream in;

        Program(Tracing tracing, JavaProcess java) throws IOException {
            process = java.main(Price.class, tracing.name().toLowerCase(Locale.ROOT))
                    .startToTalk();
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
            in = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        }

        double count(String hop) throws IOException {
            in.println(hop);
            return Double.parseDouble(line("hops ").substring("hops ".length()));
        }

        /** Returns the next line that begins so. */
        String line(String begin) throws IOException {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(begin)) {
                    return line;
                }
            }
            throw new IOException("The program has ended");
        }

        void stop() {
            process.destroyForcibly();
        }
    }
}
