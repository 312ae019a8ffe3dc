package dev.whence.agent.library;

/**
 * A method as people write it: {@code run}, or {@code run(Task,int)} with the simple names of the types if there are
 * several of that name.
 */
final class Written {
    /** The name of the class, with dots. */
    final String owner;

    final String name;

    /** The parameters, where {@code (*)} stands for any. */
    final String parameters;

    private Written(String owner, String name, String parameters) {
        this.owner = owner;
        this.name = name;
        this.parameters = parameters;
    }

    /** A method of a class. */
    static Written of(String owner, String method) {
        int bracket = method.indexOf('(');
        return bracket < 0
                ? new Written(owner, method, "(*)")
                : new Written(owner, method.substring(0, bracket), method.substring(bracket));
    }

    /** Returns the name of the method as in a stack frame. */
    String fullName() {
        return owner + "." + name;
    }
}
