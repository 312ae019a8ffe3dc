package dev.whence.agent.attached.harness;

/** How the agent comes into a JVM. Its text is what the names of test runs say of it. */
public sealed interface StartMode permits Arrival, Neighbour {
    /** The one in which all tests are to run, by the system property {@code whence.with}. */
    static StartMode ofAllTests() {
        String name = System.getProperty("whence.with", "");
        return switch (name) {
            case "late" -> Arrival.LATE;
            case "trained" -> Arrival.TRAINED;
            default -> Neighbour.named(name);
        };
    }

    /** Attaches what comes with it, and our agent if it is wanted. */
    JavaProcess attach(JavaProcess java, boolean withOurs, String... ourOptions);

    /** The class path of the tests. */
    default String classPath() {
        return JavaProcess.testClassPath();
    }
}
