package dev.whence.runtime;

import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Access to the injected field of objects that woven code of another class has in its hands. A field instruction in
 * that code would fail with null, and if the class of the objects could not be woven.
 */
public final class CarrierField {
    /** The classes that declare the field. A superclass may have such a field for another hook. */
    private final List<String> owners;

    private final ClassValue<Access> fields = new ClassValue<>() {
        @Override
        protected Access computeValue(Class<?> type) {
            Class<?> declaring = type;
            while (declaring != null && !isOwner(declaring.getName())) {
                declaring = declaring.getSuperclass();
            }
            return new Access(InjectedField.handle(declaring, InjectedField.NAME, Object.class));
        }
    };

    /** The field, or null if a table stands in for it. */
    private record Access(@Nullable VarHandle field) {}

    /** Creates access to the field that one of these classes declares, or a relocated copy of it. */
    public CarrierField(List<String> owners) {
        this.owners = owners;
    }

    /** Returns the value of an object, or null if it has none. */
    public @Nullable Object get(Object carrier) {
        VarHandle field = fields.get(carrier.getClass()).field;
        return field == null ? FieldTable.get(carrier) : field.get(carrier);
    }

    /** Sets the value of an object. */
    public void set(Object carrier, @Nullable Object value) {
        VarHandle field = fields.get(carrier.getClass()).field;
        if (field == null) {
            FieldTable.put(carrier, value);
        } else {
            field.set(carrier, value);
        }
    }

    private boolean isOwner(String className) {
        for (String owner : owners) {
            if (Relocation.isCopyOf(owner, className)) {
                return true;
            }
        }
        return false;
    }
}
