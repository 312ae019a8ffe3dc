package com.inhouse.shop;

import dev.whence.context.Handoff;

/** A class of an application that calls a library and a framework. */
public final class Orders {
    /** Captures the current context through the library. */
    public static Handoff orderByLibrary(int frames) {
        return org.unheard.library.Calls.capture(frames);
    }

    /** Captures the current context through the application's own framework. */
    public static Handoff orderByFramework(int frames) {
        return com.inhouse.framework.Calls.capture(frames);
    }

    private Orders() {}
}
