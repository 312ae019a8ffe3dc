package dev.whence.runtime;

/** The case that the agent has this class in the boot loader, and the application loads it once more. */
final class SecondCopy {
    /** Says so; called once, when the class is first used. */
    static void reportIfSo(Class<?> here) {
        if (here.getClassLoader() != null && isInBootLoader(here.getName())) {
            System.err.println("whence: the agent does not see the correlations that are opened here, because "
                    + here.getClassLoader() + " has loaded whence-context once more"
                    + (here.getModule().isNamed()
                            ? ", as the module " + here.getModule().getName()
                            : "")
                    + "; put it on the class path, not on the module path");
        }
    }

    private static boolean isInBootLoader(String name) {
        try {
            return Class.forName(name, false, null).getClassLoader() == null;
        } catch (ClassNotFoundException | SecurityException e) {
            return false;
        }
    }

    private SecondCopy() {}
}
