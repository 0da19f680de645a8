package dev.tandem.orders.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.tandem.orders.product.Catalogue;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.problem.ProblemException;

class CartTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final UUID SERUM = Ids.next();
    private static final UUID CREAM = Ids.next();

    @Test
    void addsUpTheSameThing() {
        Cart cart = cart(Map.of(SERUM, 2));
        cart.add(SERUM, 3, NOW, "t");
        cart.add(CREAM, 1, NOW, "t");

        assertThat(cart.quantities()).isEqualTo(Map.of(SERUM, 5, CREAM, 1));
    }

    @Test
    void isNotTouchedByTheSameLines() {
        Cart cart = cart(Map.of(SERUM, 2));

        assertThat(cart.fill(Map.of(SERUM, 2), NOW, "t")).isFalse();
        assertThat(cart.updatedAt()).isEqualTo(cart.createdAt());
        assertThat(cart.fill(Map.of(CREAM, 1), NOW, "t")).isTrue();
        assertThat(cart.quantities()).isEqualTo(Map.of(CREAM, 1));
    }

    @Test
    void holdsOnlySoManyThings() {
        assertThatThrownBy(() -> cart(Map.of(SERUM, Cart.MAX_QUANTITY)).add(SERUM, 1, NOW, "t"))
                .isInstanceOf(ProblemException.class).hasMessageContaining("out-of-range");
        Map<UUID, Integer> many = new HashMap<>();
        for (int i = 0; i <= Cart.MAX_LINES; i++) {
            many.put(Ids.next(), 1);
        }
        assertThatThrownBy(() -> cart(many)).isInstanceOf(ProblemException.class).hasMessageContaining("too-many-lines");
    }

    @Test
    void becomesOneOrderAndSaysWhich() {
        Cart cart = cart(Map.of(SERUM, 1));
        UUID order = Ids.next();
        cart.complete(order, NOW, "t");

        assertThatThrownBy(() -> cart.complete(Ids.next(), NOW, "t")).isInstanceOfSatisfying(ProblemException.class,
                refused -> {
                    assertThat(refused.code()).isEqualTo("cart-already-completed");
                    assertThat(refused.extensions()).containsEntry("orderId", order.toString());
                });
        assertThatThrownBy(() -> cart.add(SERUM, 1, NOW, "t")).hasMessageContaining("cart-already-completed");
    }

    @Test
    void forgetsItsOwnerOnce() {
        Cart cart = cart(Map.of(SERUM, 1));

        assertThat(cart.forgetOwner(NOW, "t")).isTrue();
        assertThat(cart.belongsTo(new Cart.Owner("iss", "sub"))).isFalse();
        assertThat(cart.forgetOwner(NOW, "t")).isFalse();
    }

    @Test
    void isNotBoughtWhenAThingCannotBe() {
        assertRefused(Map.of(), Map.of(), "cart-empty");
        assertRefused(Map.of(SERUM, 1), Map.of(), "product-not-on-sale");
        assertRefused(Map.of(SERUM, 1), Map.of(SERUM, item("5.00", "USD", false)), "product-not-on-sale");
        assertRefused(Map.of(SERUM, 1), Map.of(SERUM, item(null, "USD", true)), "product-not-priced");
        assertRefused(Map.of(SERUM, 1, CREAM, 1),
                Map.of(SERUM, item("5.00", "USD", true), CREAM, item("5.00", "EUR", true)), "currency-mismatch");
    }

    @Test
    void costsWhatItsThingsCostNow() {
        Quote quote = Quote.of(new TreeMap<>(Map.of(SERUM, 3, CREAM, 1)),
                Map.of(SERUM, item("12345", "KRW", true), CREAM, item("5", "KRW", true)));

        assertThat(quote.requireTotal()).isEqualTo(Money.of("37040", "KRW"));
    }

    private static void assertRefused(Map<UUID, Integer> quantities, Map<UUID, Catalogue.Item> items, String code) {
        assertThatThrownBy(() -> Quote.of(new TreeMap<>(quantities), items).requireTotal())
                .isInstanceOf(ProblemException.class).hasMessageContaining(code);
    }

    private static Catalogue.Item item(@Nullable String price, String currency, boolean onSale) {
        return new Catalogue.Item("SKU", price == null ? null : Money.of(price, currency), onSale);
    }

    private static Cart cart(Map<UUID, Integer> quantities) {
        return new Cart(Ids.next(), NOW, new Cart.Owner("iss", "sub"), quantities);
    }
}
