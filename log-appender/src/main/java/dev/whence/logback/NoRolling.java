package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.RollingPolicyBase;
import ch.qos.logback.core.rolling.TriggeringPolicyBase;
import java.io.File;

/** The rolling policy of a file that does not roll: logback's appender of files that can roll insists on having one. */
final class NoRolling extends RollingPolicyBase {
    private NoRolling() {}

    /** Makes an appender keep its file for ever, unless it has a policy. */
    static void setUnlessRolling(RollingFileAppender<ILoggingEvent> appender) {
        if (appender.getRollingPolicy() == null && appender.getTriggeringPolicy() == null) {
            NoRolling policy = new NoRolling();
            policy.setContext(appender.getContext());
            policy.setParent(appender);
            appender.setRollingPolicy(policy);
            NoTrigger trigger = new NoTrigger();
            trigger.setContext(appender.getContext());
            appender.setTriggeringPolicy(trigger);
        }
        if (appender.getRollingPolicy() instanceof NoRolling) {
            appender.getRollingPolicy().start();
            appender.getTriggeringPolicy().start();
        }
    }

    @Override
    public void rollover() {}

    @Override
    public String getActiveFileName() {
        return getParentsRawFileProperty();
    }

    /** The triggering policy that goes with it. */
    private static final class NoTrigger extends TriggeringPolicyBase<ILoggingEvent> {
        @Override
        public boolean isTriggeringEvent(File file, ILoggingEvent event) {
            return false;
        }
    }
}
