package dev.tandem.accounts.salesuser;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The stored sales users. */
@ApplicationScoped
class SalesUserRepository implements PanacheRepositoryBase<SalesUser, UUID> {
}
