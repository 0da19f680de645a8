package dev.tandem.platform.database;

import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.config.spi.ConfigSource;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;

/**
 * {@code tandem.migrate}: who brings the schema up to date. One word for what else are four settings that have to agree.
 * <ul>
 * <li>{@code at-start} (the default): the service does it before it serves; fits one machine.</li>
 * <li>{@code only}: the process migrates and ends with exit code 0; a job before a roll-out, and the only one that needs the
 * owner of the schema. On a schema that is ahead of it, as after a roll-back, it does nothing.</li>
 * <li>{@code never}: the process works with the application's role alone. It does not start on a schema that lacks one of
 * its migrations; a schema that is ahead of it is welcome, because migrations first expand.</li>
 * </ul>
 */
public final class MigrateSetting implements ConfigSourceFactory {

    static final String NAME = "tandem.migrate";
    /** Before the files of a service, behind the environment. */
    private static final int ORDINAL = 275;
    private static final String IGNORED = "quarkus.flyway.ignore-migration-patterns";
    /** What a newer version has applied: behind our last migration, or before it, where platform and service count apart. */
    private static final String AHEAD = "*:future,*:missing";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String mode = context.getValue(NAME).getValue();
        return mode == null ? List.of() : List.of(new PropertiesConfigSource(settings(mode), NAME, ORDINAL));
    }

    private static Map<String, String> settings(String mode) {
        return switch (mode) {
            case "at-start" -> Map.of("quarkus.flyway.migrate-at-start", "true");
            case "only" -> Map.of("quarkus.flyway.migrate-at-start", "true", "quarkus.init-and-exit", "true", IGNORED, AHEAD);
            case "never" -> Map.of("quarkus.flyway.migrate-at-start", "false", "quarkus.flyway.validate-at-start", "true",
                    IGNORED, AHEAD);
            default -> throw new IllegalArgumentException(
                    NAME + " is \"" + mode + "\"; it can be at-start, only or never");
        };
    }
}
