package dev.tandem.platform.exports;

import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.problem.ProblemException;

/** The kinds that this service can export; whoever may import a kind may export it. */
@ApplicationScoped
class ExportKinds {

    private final Map<String, ExportKind<?>> kinds = new TreeMap<>();
    private final Caller caller;

    ExportKinds(@Any Instance<ExportKind<?>> beans, Caller caller) {
        beans.forEach(kind -> kinds.put(kind.kind(), kind));
        this.caller = caller;
    }

    ExportKind<?> find(String name) {
        ExportKind<?> kind = kinds.get(name);
        if (kind == null) {
            throw ProblemException.notFound("exportable kind", name);
        }
        if (kind.roles().stream().noneMatch(caller::has)) {
            throw ProblemException.forbidden("Your role does not allow exports of the kind " + name + ".");
        }
        return kind;
    }
}
