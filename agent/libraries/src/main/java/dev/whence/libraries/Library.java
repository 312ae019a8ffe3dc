package dev.whence.libraries;

/** A library, or some that need the same server. {@link Main} finds all classes of this package that implement this. */
interface Library {
    /**
     * Measures the hops of the library. It starts the servers, which are not part of any operation. They end with the
     * JVM.
     */
    void measure(Session session) throws Exception;

    /** Returns the first JDK that the library runs on. */
    default int firstJdk() {
        return 17;
    }
}
