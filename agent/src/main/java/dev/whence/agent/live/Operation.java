package dev.whence.agent.live;

import dev.whence.runtime.TaskView;

/**
 * The operation that a node belongs to.
 *
 * @param id the ID of its correlation; empty if there is none, or if it was never read
 * @param ageMillis the time for which the operation is known to be in flight at least, in milliseconds
 */
record Operation(String id, long ageMillis) {
    private static final int STEPS = 5;

    /** Returns the operation of a node. If the node itself tells nothing, what it waits for may. */
    static Operation of(Node node) {
        String id = "";
        long age = 0;
        Node next = node;
        for (int i = 0; i < STEPS && next != null; i++) {
            String own = next.task == null ? "" : TaskView.correlation(next.task);
            if (!own.isEmpty() && !id.isEmpty() && !own.equals(id)) {
                break;
            }
            id = own.isEmpty() ? id : own;
            age = Math.max(age, Math.max(next.ageMillis(), operationMillis(next)));
            next = next.first();
        }
        return new Operation(id, age);
    }

    private static long operationMillis(Node node) {
        return node.task == null ? 0 : TaskView.operationMillis(node.task);
    }
}
