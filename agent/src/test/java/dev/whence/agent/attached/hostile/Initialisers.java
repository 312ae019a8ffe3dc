package dev.whence.agent.attached.hostile;

/** Confines itself, and initialises the classes that it is told. */
public final class Initialisers {
    public static void main(String[] args) throws ClassNotFoundException {
        ConfinedLater.confine();
        for (String name : args) {
            Class.forName(name, true, Initialisers.class.getClassLoader());
        }
        System.out.println("All are initialised");
    }

    private Initialisers() {}
}
