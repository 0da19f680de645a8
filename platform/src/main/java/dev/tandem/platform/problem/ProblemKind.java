package dev.tandem.platform.problem;

/** What sort of refusal this is, so that rules can speak without naming an HTTP status. */
public enum ProblemKind {
    /** The record lives on in another one; Location says where. */
    MOVED(301, "This lives on in another record"),
    /** Not JSON, a wrong type, an unknown or read-only field, an unknown or bad query parameter. */
    BAD_REQUEST(400, "The request is malformed"),
    UNAUTHORIZED(401, "Sign in first"),
    DECLINED(402, "The payment was declined"),
    FORBIDDEN(403, "Your role does not allow this"),
    /** Absent, or not the caller's to know of. */
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "This method is not allowed here"),
    NOT_ACCEPTABLE(406, "No acceptable representation"),
    CONFLICT(409, "This conflicts with the present state"),
    GONE(410, "No longer kept"),
    PRECONDITION_FAILED(412, "The record has changed meanwhile"),
    TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_TYPE(415, "This media type is not supported"),
    /** Well-formed, but a constraint or rule is broken. */
    INVALID(422, "A rule is broken"),
    PRECONDITION_REQUIRED(428, "If-Match is required"),
    TOO_MANY(429, "Too many requests"),
    /** Only for our own faults. */
    FAULT(500, "Something went wrong on our side"),
    OVERLOADED(503, "Too busy at the moment");

    private final int status;
    private final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
