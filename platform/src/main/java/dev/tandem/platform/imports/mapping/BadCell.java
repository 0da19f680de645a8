package dev.tandem.platform.imports.mapping;

/** A cell that does not read as its field; caught within the row, so it carries no stack. */
final class BadCell extends RuntimeException {

    private final String code;
    private final String sentence;

    BadCell(String code, String message) {
        super(message, null, false, false);
        this.code = code;
        this.sentence = message;
    }

    String code() {
        return code;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
