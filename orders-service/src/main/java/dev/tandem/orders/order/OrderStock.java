package dev.tandem.orders.order;

import jakarta.enterprise.context.ApplicationScoped;

import dev.tandem.orders.stock.Stock;
import dev.tandem.platform.record.Source;

/**
 * Lets the pieces go with their order: promised while it is under way, gone from the shelf when it is done, for sale again
 * when it came to nothing. An imported order is of the past and touches no stock.
 */
@ApplicationScoped
class OrderStock {

    private final Stock stock;

    OrderStock(Stock stock) {
        this.stock = stock;
    }

    /** Promises the pieces, once the order is stored; 409 {@code out-of-stock} where they are not there. */
    void promise(Order order) {
        if (order.source() != Source.IMPORT && order.status().isUnderWay()) {
            stock.promise(order.id(), order.details().quantities());
        }
    }

    /** Brings the stock after a change of the order's state. */
    void follow(Order order, String by) {
        if (order.source() == Source.IMPORT) {
            return;
        }
        if (order.isDeleted() || order.status().isVoid()) {
            stock.release(order.id(), by);
        } else if (order.status() == OrderStatus.COMPLETED) {
            stock.ship(order.id(), by);
        }
    }
}
