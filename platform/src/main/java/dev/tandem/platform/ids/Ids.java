package dev.tandem.platform.ids;

import java.util.UUID;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;

/** Makes the ids of everything we store: UUIDs of version 7, increasing within this process. */
public final class Ids {

    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private Ids() {
    }

    /** A new id. */
    public static UUID next() {
        return GENERATOR.generate();
    }
}
