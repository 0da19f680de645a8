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

    /** Whether there is such a kind is told to those alone who may export something. */
    ExportKind<?> find(String name) {
        if (kinds.values().stream().noneMatch(this::mayExport)) {
            throw ProblemException.forbidden("Your role does not allow exports.");
        }
        ExportKind<?> kind = kinds.get(name);
        if (kind == null) {
            throw ProblemException.notFound("exportable kind", name);
        }
        if (!mayExport(kind)) {
            throw ProblemException.forbidden("Your role does not allow exports of the kind " + name + ".");
        }
        return kind;
    }

    private boolean mayExport(ExportKind<?> kind) {
        return kind.roles().stream().anyMatch(caller::has);
    }
}
