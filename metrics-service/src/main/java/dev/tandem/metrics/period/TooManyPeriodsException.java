package dev.tandem.metrics.period;

/** Says that a range has more periods of the asked grain than one reply may carry. */
public class TooManyPeriodsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyPeriodsException(int most) {
        super("The range has more than " + most + " periods of this grain; ask for a shorter range or a coarser grain.");
    }
}
