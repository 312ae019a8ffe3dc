package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.concurrent.atomic.AtomicLong;
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
 * <p>A {@link CausalAppender} writes a warning in the place of dropped events. Its {@code causal} has {@code kind:
 * "gap"}, {@code dropped} (their number), {@code from} and {@code to} (the time in which they were logged), and {@code
 * why}.
 */
public class CausalJsonEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    private final AtomicLong lines = new AtomicLong();
    private String preset = Preset.OTEL.toString();
    private @Nullable String serviceName;
    private @Nullable String serviceInstanceId;
    private boolean sites = true;
    private JsonRecord record = new JsonRecord(Preset.OTEL, null, null, true);

    /**
     * Sets the names of the fields: {@code otel} (the default), {@code ecs} or {@code logstash}. Others are an error.
     */
    public void setPreset(String preset) {
        this.preset = preset;
    }

    /** Sets the name of the service, which all its instances share. By default the field is left out. */
    public void setServiceName(@Nullable String serviceName) {
        this.serviceName = serviceName;
    }

    /** Sets the id of this instance of the service. By default the field is left out. */
    public void setServiceInstanceId(@Nullable String serviceInstanceId) {
        this.serviceInstanceId = serviceInstanceId;
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
        record = new JsonRecord(known, serviceName, serviceInstanceId, sites);
        super.start();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return record.line(event, lines.incrementAndGet());
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
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
