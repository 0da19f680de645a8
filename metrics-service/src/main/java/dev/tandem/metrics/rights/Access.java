package dev.tandem.metrics.rights;

import java.util.Collection;

import dev.tandem.platform.auth.Roles;

/** How much of one model's figures a set of roles opens; where several roles speak, the widest wins. */
public enum Access {
    NONE,
    OWN,
    BRANCH,
    ALL;

    public static Access toB2b(Collection<String> roles) {
        if (readsEverything(roles)) {
            return ALL;
        }
        if (roles.contains(Roles.SALES_MANAGER)) {
            return BRANCH;
        }
        return roles.contains(Roles.SALES) ? OWN : NONE;
    }

    public static Access toB2c(Collection<String> roles) {
        return readsEverything(roles) || roles.contains(Roles.SHOP) || roles.contains(Roles.SUPPORT) ? ALL : NONE;
    }

    private static boolean readsEverything(Collection<String> roles) {
        return roles.contains(Roles.ANALYST) || roles.contains(Roles.ADMIN) || roles.contains(Roles.MARKETING)
                || roles.contains(Roles.FINANCE);
    }
}
