package dev.whence.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Measures the requests per second of an HTTP service in a separate process.
 *
 * <p>The services of all agents run at the same time and are measured in turns of a second. The speed of a shared
 * machine changes within seconds by more than the cost of an agent, so only values of adjacent turns are compared.
 */
final class Throughput {
    private static final int CONNECTIONS = 8;
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final long TURN_NANOS = 1_000_000_000;
    private static final byte[] REQUEST =
            "GET /order HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final int warmupTurns;
    private final int turns;

    Throughput(int warmupTurns, int turns) {
        this.warmupTurns = warmupTurns;
        this.turns = turns;
    }

    private record Service(Process process, int port) {
        static Service start(Path java, Collector collector, List<String> options) throws IOException {
            List<String> command = new ArrayList<>(List.of(java.toString()));
            command.addAll(collector.jvmOptions());
            command.addAll(options);
            command.addAll(List.of("-cp", Jars.benchmarks().toString(), HttpService.class.getName()));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return new Service(process, readPort(process));
            } catch (IOException e) {
                process.destroyForcibly();
                throw e;
            }
        }

        void stop() {
            process.destroyForcibly().onExit().join();
        }
    }

    /** Returns the requests per second by agent. Each value is one turn. */
    Map<Subject, Sample> measure(Path java, Collector collector, Map<Subject, @Nullable Path> agents, int rounds)
            throws Exception {
        Map<Subject, Sample> samples = new EnumMap<>(Subject.class);
        for (int round = 0; round < rounds; round++) {
            Map<Subject, Service> services = new EnumMap<>(Subject.class);
            try {
                for (Map.Entry<Subject, @Nullable Path> agent : agents.entrySet()) {
                    if (agent.getKey() != Subject.EMPTY) {
                        services.put(
                                agent.getKey(),
                                Service.start(java, collector, agent.getKey().options(agent.getValue())));
                    }
                }
                inTurns(services, samples);
            } finally {
                services.values().forEach(Service::stop);
            }
        }
        return samples;
    }

    private void inTurns(Map<Subject, Service> services, Map<Subject, Sample> samples) throws Exception {
        for (int turn = -warmupTurns; turn < turns; turn++) {
            for (Map.Entry<Subject, Service> service : services.entrySet()) {
                double responses = (double) countResponses(service.getValue().port);
                if (turn >= 0) {
                    samples.computeIfAbsent(service.getKey(), any -> new Sample())
                            .add(responses);
                }
            }
        }
    }

    private static int readPort(Process service) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(service.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("port ")) {
                return Integer.parseInt(line.substring("port ".length()));
            }
        }
        throw new IOException("The service did not start");
    }

    /** Sends requests on several connections for one turn, and returns the number of responses. */
    private static long countResponses(int port) throws Exception {
        long end = System.nanoTime() + TURN_NANOS;
        ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
        List<Future<Long>> counts = new ArrayList<>();
        for (int client = 0; client < CONNECTIONS; client++) {
            counts.add(clients.submit(() -> countResponsesUntil(end, port)));
        }
        clients.shutdown();
        long sum = 0;
        for (Future<Long> count : counts) {
            sum += count.get();
        }
        return sum;
    }

    private static long countResponsesUntil(long end, int port) throws IOException {
        byte[] buffer = new byte[4096];
        long count = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            while (System.nanoTime() < end) {
                out.write(REQUEST);
                receive(in, buffer);
                count++;
            }
        }
        return count;
    }

    /** Receives a response, whose last word is known. */
    private static void receive(InputStream in, byte[] buffer) throws IOException {
        int length = 0;
        do {
            int read = in.read(buffer, length, buffer.length - length);
            if (read <= 0) {
                throw new IOException("The service did not respond as expected");
            }
            length += read;
        } while (!new String(buffer, 0, length, StandardCharsets.US_ASCII).endsWith("hello /order"));
    }
}
