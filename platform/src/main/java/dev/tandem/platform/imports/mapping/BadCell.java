package dev.tandem.platform.imports.mapping;

/** A cell that does not read as its field; caught within the row, so it carries no stack. */
final class BadCell extends RuntimeException {

    private final String code;

    BadCell(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }
}
