package com.inhouse.shop;

import dev.whence.context.Handoff;

/** What calls libraries. */
public final class Orders {
    /** Orders by a library. */
    public static Handoff orderByLibrary(int frames) {
        return org.unheard.library.Calls.capture(frames);
    }

    /** Orders by the framework of its own. */
    public static Handoff orderByFramework(int frames) {
        return com.inhouse.framework.Calls.capture(frames);
    }

    private Orders() {}
}
