package dev.whence.log.sql;

import dev.whence.log.LogTime;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/**
 * Appends rows to a table by DuckDB's own way for that, which is many times as fast as statements. The driver is known
 * only at run time, so its methods are called by reflection.
 */
final class RowAppender implements AutoCloseable {
    private final Object appender;
    private final Method begin;
    private final Method end;
    private final Method text;
    private final Method number;
    private final Method truth;
    private final Method list;
    private final Method micros;
    private final Method nothing;
    private final Method close;

    RowAppender(Connection connection, String table) throws SQLException {
        try {
            appender = connection
                    .getClass()
                    .getMethod("createAppender", String.class)
                    .invoke(connection, table);
            begin = method("beginRow");
            end = method("endRow");
            text = method("append", String.class);
            number = method("append", long.class);
            truth = method("append", boolean.class);
            list = method("append", Collection.class);
            micros = method("appendEpochMicros", long.class);
            nothing = method("appendNull");
            close = method("close");
        } catch (InvocationTargetException e) {
            throw failure(e);
        } catch (ReflectiveOperationException e) {
            throw new SqlFailure("this release of DuckDB's driver is too old: it has no " + e.getMessage());
        }
    }

    private Method method(String name, Class<?>... parameters) throws NoSuchMethodException {
        return appender.getClass().getMethod(name, parameters);
    }

    RowAppender beginRow() throws SQLException {
        return call(begin);
    }

    void endRow() throws SQLException {
        call(end);
    }

    /** Appends a text. An empty one is no value. */
    RowAppender text(String value) throws SQLException {
        return value.isEmpty() ? call(nothing) : call(text, value);
    }

    RowAppender number(long value) throws SQLException {
        return call(number, value);
    }

    /** Appends a number of which 0 means that there is none. */
    RowAppender positive(long value) throws SQLException {
        return value == 0 ? call(nothing) : number(value);
    }

    RowAppender truth(boolean value) throws SQLException {
        return call(truth, value);
    }

    RowAppender texts(List<String> values) throws SQLException {
        return call(list, values);
    }

    /** Appends a time, which may be {@link LogTime#UNKNOWN}. */
    RowAppender time(long value) throws SQLException {
        return value == LogTime.UNKNOWN ? call(nothing) : call(micros, value);
    }

    /** Appends a number of microseconds, which may be {@link LogTime#UNKNOWN}. */
    RowAppender micros(long value) throws SQLException {
        return value == LogTime.UNKNOWN ? call(nothing) : number(value);
    }

    private RowAppender call(Method method, Object... arguments) throws SQLException {
        try {
            method.invoke(appender, arguments);
            return this;
        } catch (InvocationTargetException e) {
            throw failure(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SQLException failure(InvocationTargetException e) {
        Throwable cause = e.getCause();
        return cause instanceof SQLException known ? known : new SQLException(cause);
    }

    @Override
    public void close() throws SQLException {
        call(close);
    }
}
