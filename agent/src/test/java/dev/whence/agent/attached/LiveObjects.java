package dev.whence.agent.attached;

import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;

/**
 * The objects that a JVM keeps: their bytes, by class. The heap in use is more: it includes the garbage since the collection
 * and the buffers in which threads allocate.
 */
record LiveObjects(Map<String, Long> bytesByClass) {
    private static final Pattern CLASS = Pattern.compile("\\s*\\d+:\\s+\\d+\\s+(?<bytes>\\d+)\\s+(?<name>\\S+).*");

    /** With objects of this class a collector fills gaps. */
    private static final String FILLER = "jdk.internal.vm.Filler";

    /** Collects the garbage, and counts the rest. */
    static LiveObjects now() throws Exception {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        Map<String, Long> bytes = new HashMap<>();
        histogram
                .lines()
                .filter(line -> !line.contains(FILLER))
                .map(CLASS::matcher)
                .filter(Matcher::matches)
                .forEach(line ->
                        // Classes of several loaders may have one name.
                        bytes.merge(line.group("name"), Long.parseLong(line.group("bytes")), Long::sum));
        return new LiveObjects(bytes);
    }

    long bytes() {
        return bytesByClass.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The classes that have grown most, with the bytes that they have more. */
    List<String> moreThan(LiveObjects before) {
        return bytesByClass.entrySet().stream()
                .map(now ->
                        Map.entry(now.getKey(), now.getValue() - before.bytesByClass.getOrDefault(now.getKey(), 0L)))
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(5)
                .map(Object::toString)
                .toList();
    }
}
