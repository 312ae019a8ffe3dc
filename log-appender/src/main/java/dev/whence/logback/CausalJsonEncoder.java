package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * JSON Lines in UTF-8: one object and one line feed for each event, with all that is known of where the event stands.
 *
 * <p>The object {@code causal} has the same shape in every preset: {@code hlc} (sorted as strings, causes come first),
 * {@code task}, {@code n} (the number of the event in its task), {@code after} and {@code via} (its other direct
 * predecessors, and by which kind of edge), {@code flags}, and {@code seq}, which counts the lines of this encoder from
 * 1; what is empty is left out. In the place of events that were dropped stands a warning whose {@code causal} has
 * {@code kind: "gap"}, {@code dropped}, {@code from}, {@code to} and {@code why}.
 */
public class CausalJsonEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    private final AtomicLong lines = new AtomicLong();
    private String preset = Preset.OTEL.toString();
    private @Nullable String serviceName;
    private @Nullable String serviceInstanceId;
    private JsonRecord record = new JsonRecord(Preset.OTEL, null, null);

    /** How fields are named: {@code otel} (the default), {@code ecs} or {@code logstash}. */
    public void setPreset(String preset) {
        this.preset = preset;
    }

    /** The name of the service, the same for all its instances; without one the field is left out. */
    public void setServiceName(@Nullable String serviceName) {
        this.serviceName = serviceName;
    }

    /** What tells this instance of the service from others; without one the field is left out. */
    public void setServiceInstanceId(@Nullable String serviceInstanceId) {
        this.serviceInstanceId = serviceInstanceId;
    }

    @Override
    public void start() {
        Preset known = Preset.of(preset);
        if (known == null) {
            addError("Unknown preset '" + preset + "'. The presets are " + Preset.names() + ".");
            return;
        }
        record = new JsonRecord(known, serviceName, serviceInstanceId);
        super.start();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return record.line(event, lines.incrementAndGet());
    }

    /** Makes logback 1.6 encode under the lock of the stream, so that {@code seq} counts in the order of the lines. */
    @SuppressWarnings("MissingOverride") // 1.5 does not ask
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
