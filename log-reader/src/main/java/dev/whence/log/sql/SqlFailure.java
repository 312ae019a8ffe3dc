package dev.whence.log.sql;

import java.sql.SQLException;

/** Thrown if the database refuses what it was told to do, or cannot be used at all. The message is for the user. */
public final class SqlFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    SqlFailure(String message) {
        super(message);
    }

    SqlFailure(SQLException cause) {
        super(oneLine(String.valueOf(cause.getMessage())), cause);
    }

    /** Leaves out the picture of the statement with a mark below it. */
    private static String oneLine(String message) {
        int picture = message.indexOf("\n\nLINE ");
        return (picture < 0 ? message : message.substring(0, picture)).strip().replaceAll("\\s*\\n\\s*", "; ");
    }
}
