package dev.tandem.local.home;

import java.io.PrintStream;

import org.jspecify.annotations.Nullable;

/** Where progress goes. Whole lines only, because several threads report at once. */
public final class Terminal {
    private final PrintStream out;

    public Terminal(PrintStream out) {
        this.out = out;
    }

    public synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    public void say(String format, @Nullable Object... arguments) {
        say(format.formatted(arguments));
    }
}
