package dev.tandem.platform.imports.format;

import java.util.regex.Pattern;

/**
 * Keeps a cell from becoming a formula when somebody opens the file in a spreadsheet: an apostrophe is put before it, and
 * taken away again when the file comes back. A cell that truly begins with apostrophes and what could be a formula gets one
 * more, so that nothing is lost either way; one such as {@code 't Hooft} never meant a formula and stays as it is.
 */
public final class FormulaGuard {

    private static final Pattern FORMULA = Pattern.compile("'*(\\s*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\\t\\r\\n])");

    private FormulaGuard() {
    }

    /** The cell as it may be shown by a spreadsheet. */
    public static String close(String cell) {
        return FORMULA.matcher(cell).lookingAt() ? "'" + cell : cell;
    }

    /** What {@link #close} was given. */
    public static String open(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).lookingAt() ? cell.substring(1) : cell;
    }
}
