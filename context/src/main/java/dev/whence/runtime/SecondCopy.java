package dev.whence.runtime;

/** Detects that the application has loaded a second copy of this class, while the agent has one in the boot loader. */
final class SecondCopy {
    /** Reports a second copy on {@code System.err}. Called once, when the class is first used. */
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
