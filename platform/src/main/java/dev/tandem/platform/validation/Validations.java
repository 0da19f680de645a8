package dev.tandem.platform.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;

/** Checks a record against its constraints. */
@ApplicationScoped
public class Validations {

    private final Validator validator;

    Validations(Validator validator) {
        this.validator = validator;
    }

    /** @return the record itself, or 422 with every violation */
    public <T> T check(T record) {
        List<Violation> violations = violations(record);
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations);
        }
        return record;
    }

    /** Every broken constraint of the record, in the order of its pointers. */
    public List<Violation> violations(Object record) {
        Set<ConstraintViolation<Object>> broken = validator.validate(record);
        return broken.stream().map(one -> new Violation(pointer(one.getPropertyPath(), 0), code(one), one.getMessage()))
                .sorted(Comparator.comparing(Violation::pointer).thenComparing(Violation::code)).toList();
    }

    /** The problem for constraints on a resource method's parameters: 400 for the query, 422 for the body. */
    public static ProblemException problem(ConstraintViolationException broken) {
        List<Violation> query = new ArrayList<>();
        List<Violation> body = new ArrayList<>();
        for (ConstraintViolation<?> one : broken.getConstraintViolations()) {
            List<Path.Node> nodes = new ArrayList<>();
            one.getPropertyPath().forEach(nodes::add);
            boolean parameter = nodes.size() == 2 && nodes.get(1).getKind() == ElementKind.PARAMETER
                    && !code(one).equals("required");
            if (parameter) {
                query.add(new Violation("?" + nodes.get(1).getName(), code(one), one.getMessage()));
            } else {
                body.add(new Violation(pointer(one.getPropertyPath(), 2), code(one), one.getMessage()));
            }
        }
        Comparator<Violation> order = Comparator.comparing(Violation::pointer).thenComparing(Violation::code);
        query.sort(order);
        body.sort(order);
        return query.isEmpty() ? ProblemException.invalid(body) : ProblemException.badRequest(query);
    }

    private static String pointer(Path path, int skip) {
        StringBuilder pointer = new StringBuilder();
        int at = 0;
        for (Path.Node node : path) {
            if (at++ < skip) {
                continue;
            }
            if (node.isInIterable() && node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            } else if (node.isInIterable() && node.getKey() != null) {
                pointer.append('/').append(escape(node.getKey().toString()));
            }
            if (node.getKind() == ElementKind.PROPERTY && node.getName() != null) {
                pointer.append('/').append(escape(node.getName()));
            }
        }
        return pointer.toString();
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String code(ConstraintViolation<?> broken) {
        String constraint = broken.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName();
        return switch (constraint) {
            case "NotNull", "NotBlank", "NotEmpty" -> "required";
            case "Size", "Length" -> "invalid-length";
            case "Min", "Max", "DecimalMin", "DecimalMax", "Positive", "PositiveOrZero", "Range" -> "out-of-range";
            case "Pattern" -> "invalid-format";
            case "Email" -> "invalid-email";
            default -> constraint.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        };
    }
}
