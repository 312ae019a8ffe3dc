package dev.whence.benchmarks.logs;

import dev.whence.benchmarks.VirtualThreads;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** How many threads log at the same time, and whether they are virtual. As text: {@code 8} or {@code 10000v}. */
record Threads(int count, boolean virtual) {
    private static final String VIRTUAL = "v";

    /** Reads an option of the command line. */
    static final class Converter implements ITypeConverter<Threads> {
        @Override
        public Threads convert(String text) {
            return parse(text);
        }
    }

    static Threads parse(String text) {
        boolean virtual = text.endsWith(VIRTUAL);
        String number = virtual ? text.substring(0, text.length() - VIRTUAL.length()) : text;
        int count = Integer.parseInt(number);
        if (count < 1) {
            throw new IllegalArgumentException("Not a number of threads: " + text);
        }
        return new Threads(count, virtual);
    }

    Thread start(Runnable action) {
        if (virtual) {
            return VirtualThreads.start(action);
        }
        Thread thread = new Thread(action);
        thread.start();
        return thread;
    }

    /** Returns the number for a table. */
    String label() {
        return String.format(Locale.ROOT, "%,d", count).replace(',', ' ') + (virtual ? " virtual" : "");
    }

    @Override
    public String toString() {
        return count + (virtual ? VIRTUAL : "");
    }
}
