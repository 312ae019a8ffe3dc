package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.whence.runtime.LogOrigin;
import dev.whence.runtime.Settings;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An encoder that writes JSON Lines in UTF-8: one object and one line feed for each event.
 *
 * <p>The object {@code causal} has the same fields in every preset. Empty ones are left out:
 *
 * <ul>
 *   <li>{@code hlc}: the stamp, a reading of the hybrid logical clock. Sorted as strings, causes come before effects.
 *   <li>{@code task}: the task that logged the event.
 *   <li>{@code n}: the number of the event in its task, from 1.
 *   <li>{@code after}: the other direct predecessors of the event, as {@code task:n}.
 *   <li>{@code via}: the kinds of the edges from these predecessors.
 *   <li>{@code flags}: {@code after_truncated} if there are too many predecessors to name, {@code clock_ahead} if the
 *       stamp of a remote predecessor was too far ahead to be adopted.
 *   <li>{@code site}: the source line of the hop that led to the task. Only the first event of a task in the output of
 *       its appender has this field and the next ones. {@code site_approximate} is true if the line was remembered for
 *       the class of the function.
 *   <li>{@code submitted} and {@code begun}: when that hop was made, and when the task began. They are left out if the
 *       agent has not read the clock then.
 *   <li>{@code seq}: the number of the line in the output of this encoder, from 1.
 * </ul>
 *
 * <p>The causal appenders write a warning in the place of dropped events. Its {@code causal} has {@code kind: "gap"},
 * {@code dropped} (their number), {@code from} and {@code to} (the time in which they were logged), {@code reason} (a
 * word) and {@code why} (a sentence).
 *
 * <p>The names in {@code attributes} are unique. A key-value pair or MDC entry whose name is taken gets a number, such
 * as {@code user_2}.
 *
 * <p>Each file begins with a record about its origin. Its {@code causal} has {@code kind: "header"}, {@code format} (the
 * number of this format, 1), {@code version} of Whence, {@code preset}, {@code instance} (the digits with which all tasks
 * of this JVM begin), {@code service}, {@code host}, {@code pid}, and the {@code hlc} at that time.
 */
public class CausalJsonEncoder extends EncoderBase<ILoggingEvent> implements RecordEncoder {
    private static final byte[] NOTHING = {};

    private static final int LINES = 16;

    /** The number of lines, in the middle: it must not share a cache line with what the threads read that log. */
    private final AtomicLongArray lines = new AtomicLongArray(2 * LINES);

    private final Spare<JsonWriter> spare = new Spare<>(JsonWriter::new);

    private String preset = Preset.OTEL.toString();
    private @Nullable String serviceName;
    private @Nullable String serviceInstanceId;
    private boolean hasHeader = true;
    private boolean sites = true;
    private JsonRecord record = new JsonRecord(Preset.OTEL, new Service(null, null), true);

    /** The writer into the buffer of an output. */
    private @Nullable JsonWriter direct;

    /**
     * Sets the names of the fields: {@code otel} (the default), {@code ecs} or {@code logstash}. Others are an error.
     */
    public void setPreset(String preset) {
        this.preset = preset;
    }

    /**
     * Sets the name of the service, which all its instances share. The empty name leaves the field out. The default is
     * the first of these that is set:
     *
     * <ol>
     *   <li>the name in OpenTelemetry: {@code OTEL_SERVICE_NAME}, or {@code service.name} in {@code
     *       OTEL_RESOURCE_ATTRIBUTES}
     *   <li>the name in Spring Boot: {@code spring.application.name} as a property of logback's context, a system
     *       property or an environment variable
     *   <li>the name of the jar or the main class
     * </ol>
     */
    public void setServiceName(@Nullable String serviceName) {
        this.serviceName = serviceName;
    }

    /**
     * Sets the id of this instance of the service. The empty id leaves the field out. The default is {@code
     * service.instance.id} in {@code OTEL_RESOURCE_ATTRIBUTES}, or else the digits with which all tasks of this JVM
     * begin.
     */
    public void setServiceInstanceId(@Nullable String serviceInstanceId) {
        this.serviceInstanceId = serviceInstanceId;
    }

    /** Sets whether each file begins with a record about its origin. The default is true. */
    public void setHeader(boolean header) {
        this.hasHeader = header;
    }

    /** Sets whether the first event of each task tells the source line of its hop. The default is true. */
    public void setSites(boolean sites) {
        this.sites = sites;
    }

    @Override
    public void start() {
        Preset known = Preset.of(preset);
        if (known == null) {
            addError("Unknown preset '" + preset + "'. The presets are " + Preset.names() + ".");
            return;
        }
        Service.Surroundings surroundings = Service.Surroundings.ofThisProcess(this::contextProperty);
        Service service = Service.of(serviceName, serviceInstanceId, surroundings, LogOrigin.instance());
        record = new JsonRecord(known, service, sites);
        super.start();
    }

    private @Nullable String contextProperty(String key) {
        return getContext() == null ? null : getContext().getProperty(key);
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return bytes(json -> record.write(event, lines.incrementAndGet(LINES), json));
    }

    @Override
    public void write(ILoggingEvent event, Bytes buffer) {
        if (direct == null || direct.bytes != buffer) {
            direct = new JsonWriter(buffer);
        }
        record.write(event, lines.incrementAndGet(LINES), direct);
    }

    /** Returns what is written to a writer. */
    private byte[] bytes(Consumer<JsonWriter> content) {
        JsonWriter json = spare.take();
        try {
            content.accept(json);
            return json.bytes.copy();
        } finally {
            json.bytes.clear();
            spare.giveBack(json);
        }
    }

    /**
     * Returns true: logback 1.6 then encodes under the lock of the stream, and {@code seq} follows the order of the
     * lines.
     */
    @SuppressWarnings("MissingOverride") // The method is new in logback 1.6.
    public boolean isStateful() {
        return true;
    }

    @Override
    public byte[] headerBytes() {
        return hasHeader ? bytes(json -> record.writeHeader(Settings.shifted(Instant.now()), json)) : NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
