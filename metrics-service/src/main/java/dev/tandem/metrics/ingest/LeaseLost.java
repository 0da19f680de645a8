package dev.tandem.metrics.ingest;

/** Another replica works this lane now; nothing of the batch was written. */
public class LeaseLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LeaseLost(LaneLease lease) {
        super("Lane " + lease.lane() + " of generation " + lease.generation() + " belongs to another worker");
    }
}
