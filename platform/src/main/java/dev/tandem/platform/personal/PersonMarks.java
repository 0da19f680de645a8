package dev.tandem.platform.personal;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * By what a text or a row that nobody could take in is known to be about a person: his ids, what belongs to nobody else (an
 * address, a number), and what tells him only together (given and family name).
 */
public final class PersonMarks {

    /** The name of the person's record in another system. */
    public record Name(String kind, String system, String id) {
    }

    /** Shorter texts stand in too many rows that are about somebody else. */
    private static final int TELLING = 4;

    private final Set<UUID> ids = new LinkedHashSet<>();
    private final Set<Name> names = new HashSet<>();
    private final Set<String> alone = new HashSet<>();
    private final Set<Set<String>> together = new HashSet<>();

    /** @param ids of the records that are about the person: the present one first, then those that became one with it */
    public PersonMarks(Collection<UUID> ids) {
        this.ids.addAll(ids);
        ids.forEach(id -> alone.add(id.toString()));
    }

    /** The records that are or were about the person; each has a key of its own. */
    public Set<UUID> ids() {
        return Collections.unmodifiableSet(ids);
    }

    public PersonMarks named(String kind, String system, String id) {
        names.add(new Name(kind, system, id));
        return this;
    }

    /** Adds what belongs to nobody else, such as an e-mail address. */
    public PersonMarks alone(@Nullable String text) {
        if (text != null && text.strip().length() >= TELLING) {
            alone.add(plain(text));
        }
        return this;
    }

    /** Adds what tells the person only where all of it stands together; what is not known is left out. */
    public PersonMarks together(@Nullable String... texts) {
        Set<String> known = new HashSet<>();
        for (String text : texts) {
            if (text != null && !text.isBlank()) {
                known.add(plain(text));
            }
        }
        if (known.size() > 1 || known.stream().anyMatch(text -> text.length() >= TELLING)) {
            together.add(known);
        }
        return this;
    }

    /** Whether the text tells of the person. */
    public boolean in(String text) {
        String plain = plain(text);
        return alone.stream().anyMatch(plain::contains)
                || together.stream().anyMatch(marks -> marks.stream().allMatch(plain::contains));
    }

    public boolean isName(String kind, String system, String id) {
        return names.contains(new Name(kind, system, id));
    }

    private static String plain(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
