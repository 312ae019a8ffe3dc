package dev.whence.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Another run of one invocation of a test, with all that runs before and after a test, under another schedule. It is
 * executed inside the first run, and no report tells of it.
 */
final class Rerun {
    private static final String KEY = "dev.whence.testing.rerun";
    private static final Map<String, Rerun> ALL = new ConcurrentHashMap<>();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String test;
    private final Schedule schedule;
    private volatile @Nullable Throwable failure;
    private volatile Map<String, Integer> delays = Map.of();

    private Rerun(String test, Schedule schedule) {
        this.test = test;
        this.schedule = schedule;
    }

    /** Returns the rerun that a test is executed for, or null. */
    static @Nullable Rerun of(ExtensionContext context) {
        return context.getConfigurationParameter(KEY).map(ALL::get).orElse(null);
    }

    /**
     * Runs an invocation of a test again.
     *
     * @param test the unique ID of the invocation
     */
    static Rerun run(String test, Schedule schedule) {
        Rerun rerun = new Rerun(test, schedule);
        String key = Integer.toString(COUNT.incrementAndGet());
        ALL.put(key, rerun);
        try {
            LauncherConfig alone = LauncherConfig.builder()
                    .enableTestExecutionListenerAutoRegistration(false)
                    .enableLauncherSessionListenerAutoRegistration(false)
                    .enableLauncherDiscoveryListenerAutoRegistration(false)
                    .enablePostDiscoveryFilterAutoRegistration(false)
                    .build();
            LauncherFactory.create(alone)
                    .execute(LauncherDiscoveryRequestBuilder.request()
                            .selectors(DiscoverySelectors.selectUniqueId(test))
                            .configurationParameter(KEY, key)
                            .build());
            return rerun;
        } finally {
            ALL.remove(key);
        }
    }

    /** Returns the number of the invocation, from 1. */
    int invocation() {
        int begin = test.lastIndexOf('#') + 1;
        return Integer.parseInt(test.substring(begin, test.indexOf(']', begin)));
    }

    /** Returns what the test has failed with, or null. */
    @Nullable Throwable failure() {
        return failure;
    }

    /** Returns the delays that there were if the test has failed, in microseconds by their points. */
    Map<String, Integer> delays() {
        return delays;
    }

    /** Returns what runs the test under the schedule. */
    Scheduled extension() {
        return new Scheduled(schedule) {
            @Override
            Throwable failed(Throwable with, Map<String, Integer> were, String again) {
                failure = with;
                delays = were;
                return with;
            }
        };
    }
}
