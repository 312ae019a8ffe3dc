package dev.whence.log.clock;

import dev.whence.log.LogRecord;
import dev.whence.log.LogTime;
import java.util.Map;

/** The clocks of all processes of a log, compared with that of the process that has most lines. */
public final class Clocks {
    private final String reference;
    private final Map<String, Offset> offsets;
    private final Map<String, String> services;

    Clocks(String reference, Map<String, Offset> offsets, Map<String, String> services) {
        this.reference = reference;
        this.offsets = offsets;
        this.services = services;
    }

    /** Returns the process with whose clock the others are compared. */
    public String reference() {
        return reference;
    }

    /** Returns the offsets of all processes from the reference. */
    public Map<String, Offset> offsets() {
        return offsets;
    }

    /** Returns how far the clock of one process is ahead of that of another. */
    public Offset between(String from, String to) {
        Offset one = offsets.getOrDefault(from, Offset.NONE);
        Offset other = offsets.getOrDefault(to, Offset.NONE);
        return new Offset(minus(other.least(), one.most()), minus(other.most(), one.least()));
    }

    private static long minus(long one, long other) {
        return one == LogTime.UNKNOWN || other == LogTime.UNKNOWN ? LogTime.UNKNOWN : one - other;
    }

    /** Returns the service that a process runs, or its ID if that is not known. */
    public String service(String process) {
        String service = services.getOrDefault(process, "");
        return service.isEmpty() ? process : service;
    }

    /** Returns the time of a record by the clock of the reference. */
    public long time(LogRecord record) {
        long time = record.event().time() == LogTime.UNKNOWN
                ? LogTime.ofStamp(record.causal().hlc())
                : record.event().time();
        Offset offset = offsets.get(record.process());
        return offset == null ? time : time - offset.guess();
    }
}
