package dev.whence.agent.weave;

import net.bytebuddy.jar.asm.Type;

/**
 * The parameters of a method as people write them: {@code (Callback,int)}, with the simple names of the types. {@value
 * #ANY} stands for any parameters.
 */
final class Parameters {
    static final String ANY = "(*)";

    /** Returns whether a text is of this form, and not the descriptor of a method. */
    static boolean isWritten(String text) {
        return text.endsWith(")");
    }

    /** Returns whether a method with the given descriptor has the written parameters. */
    static boolean fit(String written, String descriptor) {
        if (written.equals(ANY)) {
            return true;
        }
        StringBuilder own = new StringBuilder("(");
        for (Type type : Type.getArgumentTypes(descriptor)) {
            own.append(own.length() == 1 ? "" : ",").append(simpleName(type));
        }
        return own.append(')').toString().equals(written);
    }

    /** Returns the name of a type without its package and without the classes that it is nested in. */
    static String simpleName(Type type) {
        String name = type.getClassName();
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    private Parameters() {}
}
