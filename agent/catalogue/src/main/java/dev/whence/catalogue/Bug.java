package dev.whence.catalogue;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a program of the catalogue does wrong. It is on the class {@code Broken}, in which the comment {@code // the bug} marks
 * the line that the agent must name. The class {@code Mended} of the same package is the program without the bug.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Bug {
    String title();

    Kind kind();

    /** The address of the public issue, question or essay from which the bug comes. */
    String source();

    /** What happens, and why. */
    String story();

    /** What is changed in the program without the bug. */
    String mend();

    Tool tool();

    /** Further parameters of the command that shows the bug. */
    String[] ask() default {};

    /** A text in what the tool says of the program with the bug, and of no program without it. */
    String sign();

    /** The last text that a program with the bug prints before it hangs or goes on silently. Empty if it ends by itself. */
    String symptom() default "";

    /** Options of the agent. */
    String[] options() default {};

    /** Options of the JVM. */
    String[] jvm() default {};

    /** The first JDK that has the bug. */
    int since() default 17;

    /** The last JDK that has the bug. */
    int until() default Integer.MAX_VALUE;
}
