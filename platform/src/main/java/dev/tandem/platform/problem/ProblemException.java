package dev.tandem.platform.problem;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A refusal in the words of the business; becomes a problem+json reply and changes nothing. */
public class ProblemException extends RuntimeException {

    private final ProblemKind kind;
    private final String code;
    private final String detail;
    private final transient List<Violation> violations;
    private final transient Map<String, Object> extensions;
    private final transient Map<String, String> headers;

    public ProblemException(ProblemKind kind, String code, String detail, List<Violation> violations) {
        this(kind, code, detail, violations, Map.of(), Map.of(), null);
    }

    private ProblemException(ProblemKind kind, String code, String detail, List<Violation> violations,
            Map<String, Object> extensions, Map<String, String> headers, @Nullable Throwable cause) {
        super(code + ": " + detail, cause);
        this.kind = kind;
        this.code = code;
        this.detail = detail;
        this.violations = List.copyOf(violations);
        this.extensions = Map.copyOf(extensions);
        this.headers = Map.copyOf(headers);
    }

    public static ProblemException notFound(String what, Object id) {
        return new ProblemException(ProblemKind.NOT_FOUND, "not-found", "There is no " + what + " " + id + ".", List.of());
    }

    /** 301: what is asked for lives on in another record of its kind, beside it in the same collection. */
    public static ProblemException moved(String code, String detail, Object id) {
        return new ProblemException(ProblemKind.MOVED, code, detail, List.of()).withHeader("Location", id.toString());
    }

    public static ProblemException conflict(String code, String detail) {
        return new ProblemException(ProblemKind.CONFLICT, code, detail, List.of());
    }

    /** 422 with one violation. */
    public static ProblemException invalid(String code, String pointer, String detail) {
        return new ProblemException(ProblemKind.INVALID, code, detail, List.of(new Violation(pointer, code, detail)));
    }

    /** 422 with all violations; the top-level code is their common one, else {@code validation-failed}. */
    public static ProblemException invalid(List<Violation> violations) {
        return of(ProblemKind.INVALID, violations);
    }

    /** 400 with one violation. */
    public static ProblemException badRequest(String code, String pointer, String detail) {
        return new ProblemException(ProblemKind.BAD_REQUEST, code, detail, List.of(new Violation(pointer, code, detail)));
    }

    /** 400 with all violations. */
    public static ProblemException badRequest(List<Violation> violations) {
        return of(ProblemKind.BAD_REQUEST, violations);
    }

    public static ProblemException forbidden(String detail) {
        return new ProblemException(ProblemKind.FORBIDDEN, "forbidden", detail, List.of());
    }

    private static ProblemException of(ProblemKind kind, List<Violation> violations) {
        String first = violations.getFirst().code();
        boolean same = violations.stream().allMatch(violation -> violation.code().equals(first));
        String detail = violations.size() == 1 ? violations.getFirst().message()
                : violations.size() + " constraints are broken.";
        return new ProblemException(kind, same ? first : "validation-failed", detail, violations);
    }

    /** The same refusal with one more top-level member, such as {@code refundable}. */
    public ProblemException with(String name, Object value) {
        var more = new java.util.HashMap<>(extensions);
        more.put(name, value);
        return new ProblemException(kind, code, detail, violations, more, headers, getCause());
    }

    /** The same refusal with a reply header, such as {@code Retry-After}. */
    public ProblemException withHeader(String name, String value) {
        var more = new java.util.HashMap<>(headers);
        more.put(name, value);
        return new ProblemException(kind, code, detail, violations, extensions, more, getCause());
    }

    /** The same refusal with its technical cause kept for the log; the client never sees it. */
    public ProblemException causedBy(Throwable cause) {
        return new ProblemException(kind, code, detail, violations, extensions, headers, cause);
    }

    /** The same refusal with {@code prefix} put before every pointer, for a value that sits deeper in a document. */
    public ProblemException at(String prefix) {
        List<Violation> moved = violations.stream()
                .map(violation -> new Violation(prefix + violation.pointer(), violation.code(), violation.message())).toList();
        return new ProblemException(kind, code, detail, moved, extensions, headers, getCause());
    }

    public ProblemKind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    public List<Violation> violations() {
        return violations;
    }

    public Map<String, Object> extensions() {
        return extensions;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
