package dev.whence.opentelemetry;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.logs.LogRecordProcessor;

/** Adds the processors to an SDK that is configured automatically, which finds this class by itself. */
public final class CausalCustomizer implements AutoConfigurationCustomizerProvider {
    @Override
    public void customize(AutoConfigurationCustomizer configuration) {
        CausalLogRecordProcessor stamps = new CausalLogRecordProcessor();
        configuration
                .addTracerProviderCustomizer((tracers, config) -> tracers.addSpanProcessor(new CausalSpanProcessor()))
                // Before each of those that export, one of which may be the only one: a second stamp is not added.
                .addLogRecordProcessorCustomizer(
                        (exporting, config) -> LogRecordProcessor.composite(stamps, exporting));
    }
}
