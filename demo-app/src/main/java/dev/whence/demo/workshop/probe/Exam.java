package dev.whence.demo.workshop.probe;

/** The check of an exercise: a class named {@code Check}, which is compiled with the participant's code. */
public interface Exam {
    /** Tries the code, step by step. The first step that fails ends the check. */
    void take(Steps steps) throws Exception;
}
