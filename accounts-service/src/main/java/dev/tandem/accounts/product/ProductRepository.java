package dev.tandem.accounts.product;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The stored products. */
@ApplicationScoped
class ProductRepository implements PanacheRepositoryBase<Product, UUID> {
}
