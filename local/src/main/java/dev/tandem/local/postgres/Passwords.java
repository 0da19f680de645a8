package dev.tandem.local.postgres;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

import dev.tandem.local.home.Failure;
import dev.tandem.local.home.Home;
import dev.tandem.local.home.PrivateFiles;

/** The random passwords of the database roles, made at first use and kept with the data they open. */
public final class Passwords {
    private static final int BYTES = 24;

    private final Path file;
    private final Properties known = new Properties();

    public Passwords(Home home) {
        this.file = home.secrets().resolve("database.properties");
        if (Files.exists(file)) {
            try {
                known.load(new StringReader(Files.readString(file)));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            } catch (IllegalArgumentException e) {
                throw new Failure(Failure.FOLDER_UNUSABLE, "the passwords in " + file
                        + " are damaged; put the right file back, or delete the data by ./tandem reset.", e);
            }
        }
    }

    public synchronized String of(String role) {
        String password = known.getProperty(role);
        if (password == null) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            password = HexFormat.of().formatHex(random);
            known.setProperty(role, password);
            save();
        }
        return password;
    }

    private void save() {
        StringWriter text = new StringWriter();
        try {
            known.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrivateFiles.write(file, text.toString());
    }
}
