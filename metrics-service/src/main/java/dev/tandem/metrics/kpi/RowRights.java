package dev.tandem.metrics.kpi;

import java.util.Collection;
import java.util.List;

import dev.tandem.platform.auth.Roles;

/**
 * Whether a caller may open the records behind figures that he may see. Deals are already narrowed to the caller's own
 * rows by his scope, so this decides by role alone. Today every role with the figures of a model may open its records;
 * one that may not would find them all in {@code hidden}.
 */
final class RowRights {

    private static final List<String> DEALS = List.of(Roles.ADMIN, Roles.ANALYST, Roles.SALES, Roles.SALES_MANAGER,
            Roles.MARKETING, Roles.FINANCE);
    private static final List<String> ORDERS = List.of(Roles.ADMIN, Roles.ANALYST, Roles.SHOP, Roles.SUPPORT,
            Roles.MARKETING, Roles.FINANCE);

    private RowRights() {
    }

    static boolean mayOpen(Model model, Collection<String> roles) {
        List<String> openers = model == Model.B2B ? DEALS : ORDERS;
        return roles.stream().anyMatch(openers::contains);
    }
}
