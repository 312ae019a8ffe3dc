package dev.whence.benchmarks.logs;

import dev.whence.benchmarks.VirtualThreads;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many threads log at the same time, and whether they are virtual. As text: {@code 8} or {@code 10000v}. */
record Threads(int count, boolean virtual) {
    private static final String VIRTUAL = "v";

    /** Reads an option of the command line. */
    static final class Converter implements ITypeConverter<Threads> {
        @Override
        public Threads convert(String text) {
            if (!text.matches("[1-9]\\d{0,6}v?")) {
                throw new TypeConversionException("not a number of threads such as 8 or 10000v");
            }
            return parse(text);
        }
    }

    static Threads parse(String text) {
        boolean virtual = text.endsWith(VIRTUAL);
        String number = virtual ? text.substring(0, text.length() - VIRTUAL.length()) : text;
        return new Threads(Integer.parseInt(number), virtual);
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
