package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.WovenType;
import java.util.ArrayList;
import java.util.List;

/**
 * The queues of {@code java.util.concurrent}, with the option {@code queues=edges}: where an element comes in, and
 * where it is taken out.
 *
 * <p>The frontier of the task that puts an element waits for the task that takes it. Two kinds of queues have a node
 * for each element, made by one constructor; there it waits in a field of the node:
 *
 * <pre>{@code
 * Node(E x) {                                        // of LinkedBlockingQueue and LinkedBlockingDeque
 *     this.whence$ = QueueEdges.kept(x);
 *     item = x;
 * }
 *
 * private E dequeue() {                              // of LinkedBlockingQueue
 *     ... E x = first.item; ...
 *     QueueHooks.dequeued(first.whence$);
 *     first.whence$ = null;
 *     return x;
 * }
 *
 * private E unlinkFirst() {                          // of LinkedBlockingDeque
 *     ... E item = f.item;
 *     QueueHooks.dequeued(f.whence$);
 *     ...
 * }
 * }</pre>
 *
 * <p>All others have arrays, nodes that are made elsewhere, or no nodes. There it waits in a table, found by the
 * identity of the element:
 *
 * <pre>{@code
 * private void enqueue(E e) {                        // of ArrayBlockingQueue, for example
 *     QueueEdges.putting(e, this);
 *     ...
 * }
 *
 * private E dequeue() {
 *     ...
 *     QueueEdges.taken(e, this);
 *     return e;
 * }
 *
 * public boolean offer(E e) {                        // of SynchronousQueue: there may be no consumer
 *     QueueEdges.putting(e, this);
 *     ...
 *     QueueEdges.refused(accepted, e, this);
 *     return accepted;
 * }
 * }</pre>
 *
 * <p>An element is noted at the beginning of the method: once it is in the queue, another thread may take it. If the
 * queue does not accept it after all, it is withdrawn.
 *
 * <p>Elements that {@code drainTo}, iterators or {@code remove(Object)} take out do not pass these methods, and have no
 * edge.
 */
final class WovenQueues {
    private static final String HOOK = "queue edges";
    private static final String PACKAGE = "java/util/concurrent/";
    private static final String EDGES = "jdk/QueueEdges";
    private static final String OF_OBJECT = "(Ljava/lang/Object;)V";
    private static final String OF_OBJECTS = "(Ljava/lang/Object;Ljava/lang/Object;)V";
    private static final String TO_OBJECT = "()Ljava/lang/Object;";
    private static final String OF_ELEMENT = "(Ljava/lang/Object;)Z";
    private static final String OF_ELEMENT_TIMED = "(Ljava/lang/Object;JLjava/util/concurrent/TimeUnit;)Z";
    private static final String TIMED = "(JLjava/util/concurrent/TimeUnit;)";

    static List<WovenType> types(Start start) {
        List<WovenType> types = new ArrayList<>();
        if (start != Start.FIRST) {
            // If the agent started first, WovenThreadPoolExecutor weaves both already: their field serves tasks and
            // edges.
            types.add(node("LinkedBlockingQueue$Node"));
            types.add(linkedQueue());
        }
        types.add(node("LinkedBlockingDeque$Node"));
        types.add(linkedDeque());
        types.add(type("ArrayBlockingQueue").at(put("enqueue", OF_OBJECT)).at(taken("dequeue", TO_OBJECT)));
        types.add(type("PriorityBlockingQueue").at(put("offer", OF_ELEMENT)).at(taken("dequeue", TO_OBJECT)));
        types.add(delayQueue());
        types.add(type("ConcurrentLinkedQueue").at(put("offer", OF_ELEMENT)).at(taken("poll", TO_OBJECT)));
        types.add(type("ConcurrentLinkedDeque")
                .at(put("linkFirst", OF_OBJECT))
                .at(put("linkLast", OF_OBJECT))
                .at(taken("pollFirst", TO_OBJECT))
                .at(taken("pollLast", TO_OBJECT)));
        types.add(transferQueue());
        types.add(synchronousQueue());
        return types;
    }

    private static WovenType type(String name) {
        return WovenType.of(HOOK, PACKAGE + name);
    }

    /** A node with a field, which is set just before the constructor stores the element. */
    private static WovenType node(String name) {
        return type(name)
                .field()
                .at(Point.beforePut("<init>", null, "item")
                        .load(0)
                        .load(1)
                        .call(EDGES, "kept", "(Ljava/lang/Object;)Ljava/lang/Object;")
                        .putInjected(PACKAGE + name));
    }

    /**
     * The node is the local variable whose element was read last. It stays in the queue as the new head, so it is
     * cleared.
     */
    private static WovenType linkedQueue() {
        String node = PACKAGE + "LinkedBlockingQueue$Node";
        return type("LinkedBlockingQueue")
                .at(Point.exit("dequeue", null)
                        .loadOwner("item")
                        .getInjected(node)
                        .call("jdk/QueueHooks", "dequeued", OF_OBJECT)
                        .loadOwner("item")
                        .loadNull()
                        .putInjected(node));
    }

    /** The node may be null until its element is read. It leaves the deque, so it need not be cleared. */
    private static WovenType linkedDeque() {
        WovenType type = type("LinkedBlockingDeque");
        for (String method : new String[] {"unlinkFirst", "unlinkLast"}) {
            type.at(Point.afterFirstGet(method, null, "item")
                    .loadOwner("item")
                    .getInjected(PACKAGE + "LinkedBlockingDeque$Node")
                    .call("jdk/QueueHooks", "dequeued", OF_OBJECT));
        }
        return type;
    }

    private static WovenType delayQueue() {
        String element = "Ljava/util/concurrent/Delayed;";
        return type("DelayQueue")
                .at(put("offer", "(" + element + ")Z"))
                .at(taken("take", "()" + element))
                .at(taken("poll", "()" + element))
                .at(taken("poll", TIMED + element));
    }

    private static WovenType transferQueue() {
        return received(type("LinkedTransferQueue"))
                .at(put("add", OF_ELEMENT))
                .at(put("offer", OF_ELEMENT))
                .at(put("offer", OF_ELEMENT_TIMED))
                .at(put("put", OF_OBJECT))
                .at(put("transfer", OF_OBJECT))
                .at(put("tryTransfer", OF_ELEMENT))
                .at(refused("tryTransfer", OF_ELEMENT))
                .at(put("tryTransfer", OF_ELEMENT_TIMED))
                .at(refused("tryTransfer", OF_ELEMENT_TIMED));
    }

    private static WovenType synchronousQueue() {
        return received(type("SynchronousQueue"))
                .at(put("put", OF_OBJECT))
                .at(put("offer", OF_ELEMENT))
                .at(refused("offer", OF_ELEMENT))
                .at(put("offer", OF_ELEMENT_TIMED))
                .at(refused("offer", OF_ELEMENT_TIMED));
    }

    /** The methods by which both queues without a buffer hand out an element. */
    private static WovenType received(WovenType type) {
        return type.at(taken("take", TO_OBJECT))
                .at(taken("poll", TO_OBJECT))
                .at(taken("poll", TIMED + "Ljava/lang/Object;"));
    }

    /** The element, which is the first parameter, is about to come into the queue. */
    private static Point put(String method, String descriptor) {
        return Point.enter(method, descriptor).load(1).load(0).call(EDGES, "putting", OF_OBJECTS);
    }

    /** The method returns false if no consumer has taken the element in time. */
    private static Point refused(String method, String descriptor) {
        return Point.exit(method, descriptor)
                .dup()
                .load(1)
                .load(0)
                .call(EDGES, "refused", "(ZLjava/lang/Object;Ljava/lang/Object;)V");
    }

    /** The element, or null if there was none, is about to be returned. */
    private static Point taken(String method, String descriptor) {
        return Point.exit(method, descriptor).dup().load(0).call(EDGES, "taken", OF_OBJECTS);
    }

    private WovenQueues() {}
}
