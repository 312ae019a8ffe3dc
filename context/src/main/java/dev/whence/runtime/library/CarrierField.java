package dev.whence.runtime.library;

import dev.whence.runtime.FieldTable;
import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Access to the injected field of objects that woven code of another class has in its hands. A field instruction in
 * that code would fail with null, and if the class of the objects could not be woven.
 */
final class CarrierField {
    /** The classes that declare the field. A superclass may have such a field for another hook. */
    private final List<String> owners;

    private final ClassValue<Access> fields = new ClassValue<>() {
        @Override
        protected Access computeValue(Class<?> type) {
            Class<?> declaring = type;
            while (declaring != null && !owners.contains(declaring.getName())) {
                declaring = declaring.getSuperclass();
            }
            return new Access(InjectedField.handle(declaring, InjectedField.NAME, Object.class));
        }
    };

    /** The field, or null if a table stands in for it. */
    private record Access(@Nullable VarHandle field) {}

    CarrierField(List<String> owners) {
        this.owners = owners;
    }

    @Nullable Object get(Object carrier) {
        VarHandle field = fields.get(carrier.getClass()).field;
        return field == null ? FieldTable.get(carrier) : field.get(carrier);
    }

    void set(Object carrier, Object value) {
        VarHandle field = fields.get(carrier.getClass()).field;
        if (field == null) {
            FieldTable.put(carrier, value);
        } else {
            field.set(carrier, value);
        }
    }
}
