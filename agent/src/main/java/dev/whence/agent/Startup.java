package dev.whence.agent;

import dev.whence.agent.log.LogbackGlue;
import dev.whence.agent.perturbation.Perturbing;
import dev.whence.agent.weave.ClassData;
import dev.whence.runtime.DumpSource;
import dev.whence.runtime.Failures;
import dev.whence.runtime.Incidents;
import dev.whence.runtime.Perturbation;
import dev.whence.runtime.Settings;
import dev.whence.runtime.jdk.Expectation;
import dev.whence.runtime.jdk.LiveHooks;
import dev.whence.runtime.log.LogHooks;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.zip.ZipFile;
import jdk.internal.misc.CDS;

/** The start of the agent, with {@code -javaagent} or as a part of {@link LateStartup}. */
public final class Startup implements BiConsumer<String, Instrumentation> {
    private final File jar;

    /** For {@link Agent}, which loads this class by its name. */
    public Startup(File jar) {
        this.jar = jar;
    }

    @Override
    public void accept(String arguments, Instrumentation instrumentation) {
        if (isDone()) {
            System.err.println("whence: the agent is there already; this one does nothing");
        } else {
            start(arguments, instrumentation, false);
        }
    }

    /** Returns whether an agent has started in this JVM: then the boot loader has the runtime. */
    static boolean isDone() {
        try {
            Class.forName("dev.whence.runtime.HookSwitch", false, null);
            return true;
        } catch (ClassNotFoundException notYet) {
            return false;
        }
    }

    /**
     * Starts the agent.
     *
     * @param isRunning whether the application is running already
     * @return whether the agent is enabled
     */
    boolean start(String arguments, Instrumentation instrumentation, boolean isRunning) {
        Options options = new Options(arguments);
        report(options);
        if (!options.is("enabled", "true")) {
            return false;
        }
        BootLoader.open(instrumentation);
        if (CDS.isDumpingArchive()) {
            // A JVM that dumps an archive of classes crashes if Thread was woven.
            if (options.is("quiet", "false")) {
                System.err.println(
                        "whence: nothing is woven while the JVM records what an archive of classes is made of");
            }
            return false;
        }
        try (ZipFile open = new ZipFile(jar)) {
            Set<String> runtime = BootLoader.define(instrumentation, open);
            Set<String> wanted = FindingNames.wanted(options.get("findings"));
            configure(options);
            configureFindings(wanted);
            PresentOptions present = new PresentOptions(options);
            JdkConstantPools.install();
            LogHooks.glue(new LogbackGlue(jar, runtime, options.get("logs.key"), options.is("logs", "auto")));
            // In a running application a woven method may be called at once, so all must be ready. Before the
            // application it is the other way round: the initialisers use classes that are to be woven as they load.
            if (isRunning) {
                BootLoader.initialise(runtime, true);
            }
            Installation.into(instrumentation, open, runtime, options, isRunning);
            if (!isRunning) {
                BootLoader.initialise(runtime, false);
            }
            AfterCollections.run(new Upkeep());
            String version = version(open);
            LiveDoor door = new LiveDoor(jar, version, instrumentation, present);
            LiveHooks.opens(door);
            DumpSource.is(door);
            Perturbation.wovenBy(new Perturbing(instrumentation));
            new LateInspector(jar, instrumentation, options.is("findings", FindingNames.OFF)).answerTests();
            new LiveThread(jar, instrumentation, wanted, present).start();
            if (options.is("jmx", "on")) {
                registerBean(door, wanted);
            }
            Presence.announce(version);
            Runtime.getRuntime().addShutdownHook(new LastWords());
            if (!options.is("report", "")) {
                ExitReport.into(options.get("report"), jar, version, instrumentation);
            }
            if (options.is("quiet", "false")) {
                System.err.println(HookReport.summary(version, isRunning));
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnmodifiableClassException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Begins to register the MBean. Its class cannot be loaded without the module. */
    private static void registerBean(LiveDoor door, Set<String> wanted) {
        if (ModuleLayer.boot().findModule("java.management").isPresent()) {
            new LiveBeanThread(door, wanted).start();
        } else {
            System.err.println(
                    "whence: jmx=on does nothing here, since this Java runtime has no module java.management");
        }
    }

    private static String version(ZipFile jar) throws IOException {
        return new String(ClassData.content(jar, "whence/version"), StandardCharsets.US_ASCII);
    }

    /** Hands the options to the runtime, apart from those that {@link PresentOptions} can set while it runs. */
    private static void configure(Options options) {
        Settings.mdc(options.is("mdc", "on"));
        String shared = options.get("shared");
        Settings.shared(shared.isEmpty() ? new String[0] : shared.split(","));
        Settings.mdcId(options.get("ids.mdc"));
        Settings.logs(
                options.get("logs.key"),
                !options.is("logs", "off"),
                options.is("logs", "auto"),
                options.is("logs", "auto") && options.is("quiet", "false"));
        Settings.queues(options.is("queues", "edges"));
        Settings.openTelemetry(options.is("otel", "registrar"));
        Settings.hopSpans(options.is("otel.spans", "hops"));
        Settings.clockOffset(1000 * Long.parseLong(options.get("clock.offset")));
    }

    /** Tells the runtime what its hooks have to note. */
    private static void configureFindings(Set<String> wanted) {
        Incidents.areTaken(!wanted.isEmpty());
        Incidents.waitsAreTaken(
                wanted.contains(FindingNames.BLOCKING), wanted.contains(FindingNames.COMMON_POOL_BLOCKING));
        Settings.contextLeaks(wanted.contains(FindingNames.CONTEXT_LEAK));
        Incidents.lossesAreTaken(wanted.contains(FindingNames.CORRELATION_LOST));
        Expectation.areWatched(wanted.contains(FindingNames.ABANDONED));
        Failures.areWatched(
                wanted.contains(FindingNames.UNOBSERVED_FAILURE) || wanted.contains(FindingNames.IGNORED_FAILURE));
    }

    private static void report(Options options) {
        for (String fault : options.faults()) {
            System.err.println("whence: " + fault);
        }
    }
}
