package dev.tandem.orders.checkout;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * A provider that moves no money, for demonstrations and tests. Tokens that begin with {@code declined} are declined, and
 * what follows the hyphen is the reason; every other token pays.
 */
@ApplicationScoped
class SandboxProvider implements PaymentProvider {

    private static final String DECLINED = "declined";

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public Answer capture(Charge charge) {
        if (charge.token().startsWith(DECLINED)) {
            String reason = charge.token().substring(DECLINED.length());
            return new Answer.Declined(reason.startsWith("-") && reason.length() > 1 ? reason.substring(1) : DECLINED);
        }
        return new Answer.Captured("sandbox-" + charge.orderId());
    }
}
