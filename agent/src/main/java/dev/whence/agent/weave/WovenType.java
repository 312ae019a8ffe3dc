package dev.whence.agent.weave;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.Opcodes;

/** A class that is woven: the points in it, and the hook that they make up together with those of other types. */
public final class WovenType {
    private final String hook;
    private final String name;
    private final List<Need> needs = new ArrayList<>();
    final List<String> glue = new ArrayList<>();
    boolean hasField;
    int fieldAccess;
    boolean isByTable;
    private int first;
    private int last = Integer.MAX_VALUE;

    private WovenType(String hook, String name) {
        this.hook = hook;
        this.name = name;
    }

    /** A type without points yet, by its internal name. */
    public static WovenType of(String hook, String name) {
        return new WovenType(hook, name);
    }

    /** The name of the hook that this type is a part of. */
    public String hook() {
        return hook;
    }

    /** The internal name of the class. */
    public String name() {
        return name;
    }

    /** The classes whose injected fields the points use, by their internal names. */
    Set<String> usedFields() {
        Set<String> used = new LinkedHashSet<>();
        for (Point point : points()) {
            used.addAll(point.usedFields());
        }
        return used;
    }

    /** Adds a field to the class if it is not loaded yet; else a table takes its place. */
    public WovenType field() {
        hasField = true;
        return this;
    }

    /** Adds a field to the class that others can read. */
    public WovenType publicField() {
        fieldAccess = Opcodes.ACC_PUBLIC;
        return field();
    }

    /** Tells that the hook makes do with a table, as classes that should have a field are loaded. */
    public WovenType byTable() {
        isByTable = true;
        return this;
    }

    /** Adds a class that the points call, to be defined into the loader of the woven class; supertypes first. */
    public WovenType glue(String simpleName) {
        glue.add("dev.whence.glue." + simpleName);
        return this;
    }

    /** Tells that the class is there, or as it is described here, from a version of the JDK on. */
    public WovenType since(int version) {
        first = version;
        return this;
    }

    /** Tells that the class is there, or as it is described here, up to and without a version of the JDK. */
    public WovenType before(int version) {
        last = version - 1;
        return this;
    }

    /** Adds a point that must be there. */
    public WovenType at(Point point) {
        return either(point);
    }

    /** Adds the first of some points that is there, for methods that differ from update to update; one must be there. */
    public WovenType either(Point... points) {
        needs.add(new Need(List.of(points), "", 0, Integer.MAX_VALUE));
        return this;
    }

    /**
     * Adds the first of some points that is there. If none is, the hook works all the same, and says what it does without.
     * No other point may rely on it.
     */
    public WovenType orLose(String lost, Point... points) {
        needs.add(new Need(List.of(points), lost, 0, Integer.MAX_VALUE));
        return this;
    }

    /** Adds a point that must be there from a version of the JDK on, where nothing but the version tells. */
    public WovenType since(int version, Point point) {
        needs.add(new Need(List.of(point), "", version, Integer.MAX_VALUE));
        return this;
    }

    /** Adds a point that must be there up to and without a version of the JDK, where nothing but the version tells. */
    public WovenType before(int version, Point point) {
        needs.add(new Need(List.of(point), "", 0, version - 1));
        return this;
    }

    /** Whether the class is woven on a version of the JDK. */
    public boolean isOn(int jdk) {
        return first <= jdk && jdk <= last;
    }

    /** What is needed on a version of the JDK. */
    List<Need> needs(int jdk) {
        List<Need> those = new ArrayList<>();
        for (Need need : needs) {
            if (need.isOn(jdk)) {
                those.add(need);
            }
        }
        return those;
    }

    /** All points, whichever of them there are on one JDK. */
    List<Point> points() {
        List<Point> points = new ArrayList<>();
        for (Need need : needs) {
            points.addAll(need.points());
        }
        return points;
    }
}
