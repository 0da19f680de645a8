package dev.tandem.orders.stock;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.record.StoredRecord;

/**
 * The pieces of one product, known by the product's id: those on the shelf, and how many of them are promised to orders.
 * Never more is promised than there is; whoever changes it holds the lock on its row.
 */
@Entity
@Table(name = "stock_level")
public class StockLevel extends StoredRecord {

    @Column(name = "on_hand")
    private int onHand;

    @Column(name = "allocated")
    private int allocated;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected StockLevel() {
    }

    /** An empty shelf; from now on the product is counted. */
    StockLevel(UUID productId, Source source, Instant now, String by) {
        super(productId, source, now, by);
    }

    /** More or fewer pieces on the shelf; what is promised to orders cannot be taken from it. */
    void adjust(int change, Instant now, String by) {
        long next = (long) onHand + change;
        if (next < allocated) {
            throw ProblemException.conflict("stock-below-allocated", "Of " + onHand + " on hand, " + allocated
                    + " are promised to orders; " + -(long) change + " cannot be taken away.").with("allocated", allocated);
        }
        if (next > Integer.MAX_VALUE) {
            throw ProblemException.invalid("out-of-range", "/change", "This is more than can be counted.");
        }
        onHand = (int) next;
        touch(now, by);
    }

    /** Promises pieces to an order, after {@link #freeOf} has shown that there are enough. */
    void allocate(int quantity, Instant now, String by) {
        if (quantity > onHand - allocated) {
            throw new IllegalStateException("Promised without looking: " + quantity + " of " + id());
        }
        allocated += quantity;
        touch(now, by);
    }

    /** Takes a promise back. */
    void release(int quantity, Instant now, String by) {
        allocated -= quantity;
        touch(now, by);
    }

    /** The promised pieces leave the shelf. */
    void ship(int quantity, Instant now, String by) {
        allocated -= quantity;
        onHand -= quantity;
        touch(now, by);
    }

    /** What can still be had when others hold so many; a shelf that was counted down since may owe some. */
    int freeOf(int heldByOthers) {
        return Math.max(0, onHand - allocated - heldByOthers);
    }

    int onHand() {
        return onHand;
    }

    int allocated() {
        return allocated;
    }
}
