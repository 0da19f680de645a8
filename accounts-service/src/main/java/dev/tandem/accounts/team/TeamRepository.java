package dev.tandem.accounts.team;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The stored teams. */
@ApplicationScoped
class TeamRepository implements PanacheRepositoryBase<Team, UUID> {
}
