package dev.whence.agent.weave;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * The description of a class that is woven: its points, and the hook that they belong to.
 *
 * <p>A hook is what a user can see and the agent can switch off: "Timer", for example. The points of several types may
 * make up one hook, and one class may have points of several hooks.
 */
public final class WovenType {
    private final String hook;
    private final String name;

    /** The internal name of the class of which this one is a relocated copy; the name itself if it is none. */
    private final String original;

    private final List<Need> needs = new ArrayList<>();
    final List<String> glue = new ArrayList<>();
    boolean hasField;
    int fieldAccess;
    boolean isByTable;
    private boolean isOfLibrary;
    private boolean isInSomeUpdates;
    private int first;
    private int last = Integer.MAX_VALUE;

    private WovenType(String hook, String name, String original) {
        this.hook = hook;
        this.name = name;
        this.original = original;
    }

    /**
     * Creates a type without points.
     *
     * @param hook the name of the hook
     * @param name the internal name of the class, with slashes
     */
    public static WovenType of(String hook, String name) {
        return new WovenType(hook, name, name);
    }

    /** Returns the name of the hook that the type is a part of. */
    public String hook() {
        return hook;
    }

    /** Returns the internal name of the class. */
    public String name() {
        return name;
    }

    /** Whether relocated copies of the class are woven too. They cannot be if glue refers to the original's types. */
    boolean mayBeCopied() {
        return isOfLibrary && glue.isEmpty();
    }

    /** Returns the same type for a relocated copy of the class. Its points still have the names of the original. */
    WovenType copy(String copyName) {
        WovenType copy = new WovenType(hook, copyName, original);
        copy.needs.addAll(needs);
        copy.hasField = hasField;
        copy.fieldAccess = fieldAccess;
        copy.isByTable = isByTable;
        copy.first = first;
        copy.last = last;
        return copy;
    }

    /** Whether the class is a relocated copy. */
    boolean isCopy() {
        return !name.equals(original);
    }

    /** Returns the type whose points have the names that the class file of a relocated copy uses. */
    WovenType in(byte[] classFile) {
        WovenType copy = copy(name);
        CopiedNames names = new CopiedNames(original, name, classFile);
        copy.needs.replaceAll(need -> need.in(names));
        return copy;
    }

    /** Returns the internal names of the classes whose added fields the points use. */
    Set<String> usedFields() {
        Set<String> used = new LinkedHashSet<>();
        for (Point point : points()) {
            used.addAll(point.usedFields());
        }
        return used;
    }

    /** Adds a field to the class. If the class is loaded already, a table of weak keys takes its place. */
    public WovenType field() {
        hasField = true;
        return this;
    }

    /** Adds a field to the class that classes of other packages can read. */
    public WovenType publicField() {
        fieldAccess = Opcodes.ACC_PUBLIC;
        return field();
    }

    /** Marks the class as one of a library, which other jars may contain under other names. */
    public WovenType ofLibrary() {
        isOfLibrary = true;
        return this;
    }

    /** Marks the hook as one that uses a table, since classes that should have a field are loaded already. */
    public WovenType byTable() {
        isByTable = true;
        return this;
    }

    /** Marks the class as one that not all updates of the JDK have. */
    public WovenType inSomeUpdates() {
        isInSomeUpdates = true;
        return this;
    }

    /** Whether not all updates of the JDK have the class. */
    boolean isInSomeUpdates() {
        return isInSomeUpdates;
    }

    /**
     * Adds a glue class that the points call. It is defined into the class loader of the woven class. If there are
     * several, supertypes come first.
     */
    public WovenType glue(String simpleName) {
        glue.add("dev.whence.glue." + simpleName);
        return this;
    }

    /** Restricts the type to a version of the JDK and later ones, if the class is new there, or new in this form. */
    public WovenType since(int version) {
        first = version;
        return this;
    }

    /** Restricts the type to versions of the JDK before this one. */
    public WovenType before(int version) {
        last = version - 1;
        return this;
    }

    /** Adds a point that must be there. */
    public WovenType at(Point point) {
        return either(point);
    }

    /**
     * Adds alternatives for a method that differs from update to update. The first that is there is taken, and one must
     * be.
     */
    public WovenType either(Point... points) {
        needs.add(new Need(List.of(points), "", 0, Integer.MAX_VALUE));
        return this;
    }

    /**
     * Adds alternatives, of which the first that is there is taken. If none is, the hook works without, and the user is
     * told what is lost. No other point may rely on one that can be lost.
     */
    public WovenType orLose(String lost, Point... points) {
        needs.add(new Need(List.of(points), lost, 0, Integer.MAX_VALUE));
        return this;
    }

    /**
     * Adds a point that must be there from a version of the JDK on. It is for cases in which the class itself does not
     * tell: both versions have the method, but only one must be woven.
     */
    public WovenType since(int version, Point point) {
        needs.add(new Need(List.of(point), "", version, Integer.MAX_VALUE));
        return this;
    }

    /** Adds a point that must be there in versions of the JDK before this one. */
    public WovenType before(int version, Point point) {
        needs.add(new Need(List.of(point), "", 0, version - 1));
        return this;
    }

    /** Returns whether the class is woven on a version of the JDK. */
    public boolean isOn(int jdk) {
        return first <= jdk && jdk <= last;
    }

    /** Returns the needs on a version of the JDK. */
    List<Need> needs(int jdk) {
        List<Need> those = new ArrayList<>();
        for (Need need : needs) {
            if (need.isOn(jdk)) {
                those.add(need);
            }
        }
        return those;
    }

    /** Returns all points, with all alternatives for all versions. */
    List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (Need need : needs) {
            points.addAll(need.points());
        }
        return points;
    }
}
