package dev.tandem.orders.order;

import java.util.ArrayList;
import java.util.List;

import dev.tandem.platform.money.Money;

/**
 * What was paid for one line of an order. The discount and the tax of an order are split over its lines once, by what the
 * lines cost; because lines and amounts never change after the order was placed, a line's share never does either, whatever
 * is given back of the others.
 *
 * @param goods the line's total less its share of the discount
 * @param tax its share of the tax
 */
public record LineShare(Money goods, Money tax) {

    /**
     * The shares of all lines, in their order. What a discount exceeds the goods by is taken off the tax, then the shipping.
     */
    static List<LineShare> of(OrderDetails details) {
        Money whole = details.linesTotal();
        Money onGoods = least(details.discount(), whole);
        Money tax = details.tax().minus(least(details.tax(), details.discount().minus(onGoods)));
        List<Money> costs = details.lines().stream().map(OrderLine::lineTotal).toList();
        List<Money> discounts = split(onGoods, costs);
        List<Money> goods = new ArrayList<>();
        for (int i = 0; i < costs.size(); i++) {
            goods.add(costs.get(i).minus(discounts.get(i)));
        }
        List<Money> taxes = split(tax, whole.equals(onGoods) ? costs : goods);
        List<LineShare> shares = new ArrayList<>();
        for (int i = 0; i < goods.size(); i++) {
            shares.add(new LineShare(goods.get(i), taxes.get(i)));
        }
        return shares;
    }

    /** By weight; evenly where nothing weighs anything. */
    private static List<Money> split(Money amount, List<Money> weights) {
        boolean isWeightless = weights.stream().allMatch(Money::isZero);
        return amount.allocate(weights.stream().mapToLong(weight -> isWeightless ? 1 : weight.minor()).toArray());
    }

    private static Money least(Money one, Money other) {
        return one.minus(other).isNegative() ? one : other;
    }
}
