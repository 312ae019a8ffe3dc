package dev.whence.agent;

import dev.whence.runtime.Failures;
import dev.whence.runtime.Inspection;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What tells tests what they have left behind. It is loaded when the first one asks. */
final class LateInspector implements Inspection.Inspector {
    private static final String INSPECTOR = "dev.whence.agent.findings.Endings";

    /** What hooks need once failures are watched. They must not load it. */
    private static final String FAILURES = "dev.whence.runtime.jdk.Outcomes";

    private final File jar;
    private final Instrumentation instrumentation;

    /** Whether nothing looks for findings in the whole program. */
    private final boolean isAlone;

    private Inspection.@Nullable Inspector loaded;

    LateInspector(File jar, Instrumentation instrumentation, boolean isAlone) {
        this.jar = jar;
        this.instrumentation = instrumentation;
        this.isAlone = isAlone;
    }

    /** From now on tests can ask. The start itself must not name the runtime's type, which is not there yet. */
    void answerTests() {
        Inspection.by(this);
    }

    @Override
    public void begin() {
        loaded();
        Failures.areWatched(true);
    }

    @Override
    public List<String> end(Inspection inspection, long graceMillis, Set<String> except) {
        for (String name : except) {
            if (!FindingNames.isOne(name)) {
                throw new IllegalArgumentException(
                        "there is no finding named '" + name + "'; they are " + FindingNames.list());
            }
        }
        if (isAlone) {
            // What was lost by others is dropped, to make room for more.
            Failures.lost();
        }
        return loaded().end(inspection, graceMillis, except);
    }

    private synchronized Inspection.Inspector loaded() {
        try {
            Inspection.Inspector known = loaded;
            if (known == null) {
                Class.forName(FAILURES, true, null);
                known = (Inspection.Inspector) new LiveLoader(jar, instrumentation)
                        .loadClass(INSPECTOR)
                        .getConstructor()
                        .newInstance();
                loaded = known;
            }
            return known;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
