package dev.whence.opentelemetry;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.logs.LogRecordProcessor;

/** Adds the processors of this package to an autoconfigured OpenTelemetry SDK, which finds this class as a service. */
public final class CausalCustomizer implements AutoConfigurationCustomizerProvider {
    @Override
    public void customize(AutoConfigurationCustomizer configuration) {
        CausalLogRecordProcessor stamps = new CausalLogRecordProcessor();
        configuration
                .addTracerProviderCustomizer((tracers, config) -> tracers.addSpanProcessor(new CausalSpanProcessor()))
                // In front of each processor, since it may be the one that exports. A record is stamped only once.
                .addLogRecordProcessorCustomizer(
                        (exporting, config) -> LogRecordProcessor.composite(stamps, exporting));
    }
}
