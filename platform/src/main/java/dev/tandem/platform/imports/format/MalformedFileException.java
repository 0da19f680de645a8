package dev.tandem.platform.imports.format;

/** The file is not what it says it is, so that no row of it can be trusted; unlike a broken connection it is final. */
public final class MalformedFileException extends RuntimeException {

    private final String code;

    public MalformedFileException(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
