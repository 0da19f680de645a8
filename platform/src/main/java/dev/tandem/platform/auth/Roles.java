package dev.tandem.platform.auth;

/** The roles that tokens carry, as constants for {@code @RolesAllowed}. */
public final class Roles {

    public static final String SALES = "sales";
    public static final String SALES_MANAGER = "sales-manager";
    public static final String CUSTOMER_SUCCESS = "customer-success";
    public static final String MARKETING = "marketing";
    public static final String SHOP = "shop";
    public static final String SUPPORT = "support";
    public static final String FINANCE = "finance";
    public static final String ANALYST = "analyst";
    public static final String ADMIN = "admin";
    public static final String SHOPPER = "shopper";
    public static final String GUEST = "guest";
    /** Other services of the suite: they read feeds. */
    public static final String SYSTEM = "system";

    private Roles() {
    }
}
