package dev.whence.benchmarks;

/** The program whose start is timed. */
final class Hello {
    public static void main(String[] arguments) {
        System.out.println("hello");
    }

    private Hello() {}
}
