package dev.tandem.local.demo;

import java.io.IOException;
import java.nio.file.Path;

/** stub */
public final class DemoCompany {
    public static void write(Path p) throws IOException {
    }
}
