package dev.tandem.accounts.pipeline;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The stored pipelines, with their stages. */
@ApplicationScoped
public class PipelineRepository implements PanacheRepositoryBase<Pipeline, UUID> {

    /** The pipeline of deals that name none. */
    public Optional<Pipeline> standard() {
        return find("standard = true and deletedAt is null").firstResultOptional();
    }

    public Optional<Pipeline> alive(UUID id) {
        return find("id = ?1 and deletedAt is null", id).firstResultOptional();
    }

    public List<Pipeline> alive(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : list("id in ?1 and deletedAt is null", ids);
    }

    Optional<Pipeline> byCode(String code) {
        return find("code = ?1", code).firstResultOptional();
    }
}
