package dev.tandem.platform.imports;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.problem.ProblemException;

/** Who may import what: each kind names its roles, and an import is shown to those who could have made it. */
@ApplicationScoped
class ImportAccess {

    private final ImportKinds kinds;
    private final ImportJobs jobs;
    private final Caller caller;

    ImportAccess(ImportKinds kinds, ImportJobs jobs, Caller caller) {
        this.kinds = kinds;
        this.jobs = jobs;
        this.caller = caller;
    }

    private boolean mayImport(ImportKind<?> kind) {
        return kind.roles().stream().anyMatch(caller::has);
    }

    /** The kinds of the caller; somebody without any is refused. */
    List<String> kinds() {
        List<String> visible = kinds.all().stream().filter(this::mayImport).map(ImportKind::kind).toList();
        if (visible.isEmpty()) {
            throw ProblemException.forbidden("Your role does not allow imports.");
        }
        return visible;
    }

    /** Whether there is such a kind is told to those alone who may import something. */
    ImportKind<?> kind(String name) {
        List<String> mine = kinds();
        ImportKind<?> kind = kinds.find(name).orElseThrow(() -> ProblemException.notFound("importable kind", name));
        if (!mine.contains(kind.kind())) {
            throw ProblemException.forbidden("Your role does not allow imports of the kind " + name + ".");
        }
        return kind;
    }

    ImportJob job(UUID id) {
        List<String> visible = kinds();
        return jobs.find(id).filter(job -> visible.contains(job.kind()))
                .orElseThrow(() -> ProblemException.notFound("import", id));
    }
}
