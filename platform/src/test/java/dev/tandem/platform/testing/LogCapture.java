package dev.tandem.platform.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that this process logs, with the stacks. */
public final class LogCapture extends Handler implements AutoCloseable {

    private final StringBuffer lines = new StringBuffer();
    private final SimpleFormatter formatter = new SimpleFormatter();

    public static LogCapture begin() {
        LogCapture capture = new LogCapture();
        Logger.getLogger("").addHandler(capture);
        return capture;
    }

    @Override
    public void publish(LogRecord line) {
        lines.append(formatter.formatMessage(line)).append('\n').append(line.getMessage()).append('\n');
        if (line.getThrown() != null) {
            StringWriter stack = new StringWriter();
            line.getThrown().printStackTrace(new PrintWriter(stack));
            lines.append(stack);
        }
    }

    public String text() {
        return lines.toString();
    }

    @Override
    public void flush() {
        // everything is in memory at once
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
