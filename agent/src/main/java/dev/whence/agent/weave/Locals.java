package dev.whence.agent.weave;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The local variables of one method that points name otherwise than by a number. */
final class Locals {
    /** The number of a variable that is not known. */
    static final int NONE = -1;

    /** The arguments that are references, by their positions from 1 on and by the simple names of their types; also {@code this}. */
    private final Map<String, Integer> arguments = new HashMap<>();

    /** The internal names of the declared types of the arguments, by their variables. */
    private final Map<Integer, String> types = new HashMap<>();

    /** For each field that was read: the variable of the object of the last read, or {@link #NONE}. */
    private final Map<String, Integer> owners = new HashMap<>();

    Locals(int access, String descriptor) {
        int local = (access & Opcodes.ACC_STATIC) == 0 ? 1 : 0;
        int position = 1;
        if (local == 1) {
            arguments.put("this", 0);
        }
        for (Type type : Type.getArgumentTypes(descriptor)) {
            if (type.getSort() >= Type.ARRAY) {
                arguments.put(Integer.toString(position), local);
                arguments.putIfAbsent(Parameters.simpleName(type), local);
                types.put(local, type.getInternalName());
            }
            local += type.getSize();
            position++;
        }
    }

    /** Notes that a variable was written. It may hold something else than the argument from now on. */
    void written(int opcode, int local) {
        int last = opcode == Opcodes.LSTORE || opcode == Opcodes.DSTORE ? local + 1 : local;
        for (Iterator<Integer> slots = arguments.values().iterator(); slots.hasNext(); ) {
            int slot = slots.next();
            if (local <= slot && slot <= last) {
                slots.remove();
            }
        }
    }

    /** Notes that a field was read of the object in a variable. Returns whether it is the first read of the field. */
    boolean read(String field, int local) {
        return owners.put(field, local) == null;
    }

    /** Returns the variable of the object of which a field was read last. */
    int owner(String field) {
        return owners.getOrDefault(field, NONE);
    }

    /** Returns the variable of an argument, by its position or type. */
    int argument(String which) {
        return arguments.getOrDefault(which, NONE);
    }

    /** Returns the internal name of the declared type of an argument. */
    String type(String which) {
        return Objects.requireNonNull(types.get(argument(which)));
    }
}
