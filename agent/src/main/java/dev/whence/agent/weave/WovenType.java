package dev.whence.agent.weave;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.Opcodes;

/** A class that is woven: the points in it, and the hook that they make up together with those of other types. */
public final class WovenType {
    private static final int JDK = Runtime.version().feature();

    private final String hook;
    private final String name;
    final List<Point> points = new ArrayList<>();
    final List<String> glue = new ArrayList<>();
    boolean hasField;
    int fieldAccess;
    boolean isByTable;

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

    /** The classes of the runtime that the points call. */
    Set<String> calledHooks() {
        Set<String> called = new LinkedHashSet<>();
        for (Point point : points) {
            called.addAll(point.calledHooks());
        }
        return called;
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

    /** Adds a point that is there on every JDK. */
    public WovenType at(Point point) {
        points.add(point);
        return this;
    }

    /** Adds a point that is there from a version of the JDK on. */
    public WovenType since(int version, Point point) {
        return JDK >= version ? at(point) : this;
    }

    /** Adds a point that is there up to and without a version of the JDK. */
    public WovenType before(int version, Point point) {
        return JDK < version ? at(point) : this;
    }
}
