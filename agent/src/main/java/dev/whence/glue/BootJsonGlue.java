package dev.whence.glue;

import dev.whence.logback.BootJsonCustomizer;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Settings;
import dev.whence.runtime.log.LogHooks;
import java.util.function.Consumer;
import org.springframework.boot.json.JsonWriter.Members;

/** The glue of Spring Boot's JSON lines. The fields of an event come from the glue of its logging library. */
public final class BootJsonGlue {
    private static final HookSwitch HOOK = HookSwitch.named("Spring Boot JSON");

    /** Returns the fields of a new format with those of Whence. */
    public static Consumer<Members<Object>> with(Consumer<Members<Object>> fields) {
        return HOOK.isOn() && Settings.prefixLogs ? new WithCausal(fields) : fields;
    }

    private static final class WithCausal implements Consumer<Members<Object>> {
        private final Consumer<Members<Object>> fields;

        WithCausal(Consumer<Members<Object>> fields) {
            this.fields = fields;
        }

        @Override
        public void accept(Members<Object> members) {
            fields.accept(members);
            try {
                if (isVisible("ch.qos.logback.classic.spi.ILoggingEvent")) {
                    LogHooks.layout(this);
                    BootJsonCustomizer.addTo(members);
                }
                if (isVisible("org.apache.logging.log4j.core.LogEvent")) {
                    Log4jBootGlue.addTo(members);
                }
            } catch (Throwable e) {
                HOOK.failed(e);
            }
        }
    }

    private static boolean isVisible(String type) {
        try {
            return Class.forName(type, false, BootJsonGlue.class.getClassLoader()) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private BootJsonGlue() {}
}
