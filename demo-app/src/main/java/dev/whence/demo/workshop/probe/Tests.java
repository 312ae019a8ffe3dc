package dev.whence.demo.workshop.probe;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.whence.demo.compare.Console;
import java.io.PrintWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs tests of JUnit. */
public final class Tests {
    /** Runs the tests of the class that is named, prints what fails, and ends with 1 if something does. */
    public static void main(String[] args) throws Exception {
        TestExecutionSummary summary = run(Class.forName(args[0]));
        PrintWriter out = Console.stdout();
        summary.printFailuresTo(out, 30);
        out.println(summary.getTestsSucceededCount() + " passed, " + summary.getTestsFailedCount() + " failed");
        System.exit(summary.getTestsFailedCount() > 0 ? 1 : 0);
    }

    /** Runs the tests of a class. */
    public static TestExecutionSummary run(Class<?> tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(request, listener);
        return listener.getSummary();
    }

    /** Returns a class of the folder {@link Probe#ORIGINAL}, with all other classes of that folder. */
    public static Class<?> original(String name) throws ClassNotFoundException, MalformedURLException {
        URL[] folder = {Path.of(Probe.ORIGINAL).toUri().toURL()};
        // It is never closed: the tests may load classes at any time.
        return new URLClassLoader(folder, Tests.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String className, boolean isResolved) throws ClassNotFoundException {
                synchronized (getClassLoadingLock(className)) {
                    return findResource(className.replace('.', '/') + ".class") == null
                            ? super.loadClass(className, isResolved)
                            : own(className);
                }
            }

            private Class<?> own(String className) throws ClassNotFoundException {
                Class<?> known = findLoadedClass(className);
                return known == null ? findClass(className) : known;
            }
        }.loadClass(name);
    }

    private Tests() {}
}
