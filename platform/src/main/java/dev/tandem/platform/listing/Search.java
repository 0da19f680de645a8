package dev.tandem.platform.listing;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.ExternalIds;

/**
 * What somebody types to find a record: every word must be the beginning of one of the record's words, whatever stands
 * between them; or the whole text is the record's name in another system.
 *
 * @param words in the spelling of the database's {@code words}
 * @param named the records that have the text as a name in another system
 */
public record Search(List<String> words, Collection<UUID> named) {

    private static final int MAX_LENGTH = 200;
    private static final int MAX_WORDS = 10;
    private static final int MAX_WORD = 100;

    /** Texts of another record by which a record is found too: {@code select x.id from … where} up to the condition. */
    public record Also(String select, String alias, List<String> paths) {

        public Also(String select, String alias, String... paths) {
            this(select, alias, List.of(paths));
        }
    }

    /**
     * The search for a text; none where there is no text.
     *
     * @param names where the whole text may be a name
     * @param kind of the records
     */
    public static @Nullable Search of(@Nullable String text, ExternalIds names, String kind) {
        return text == null || text.isBlank() ? null : new Search(words(text), names.named(kind, text.strip()));
    }

    /** The words of a text, all of which a search must find; refuses a text that nobody would type. */
    public static List<String> words(String text) {
        if (text.length() > MAX_LENGTH) {
            throw ProblemException.badRequest("out-of-range", "?q", "A search has at most " + MAX_LENGTH + " characters.");
        }
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("[\\u0300-\\u036f]", "")
                .toLowerCase(Locale.ROOT).replace('ς', 'σ');
        int[] spaced = plain.codePoints().map(c -> Character.isLetterOrDigit(c) ? c : ' ').toArray();
        List<String> words = Arrays.stream(new String(spaced, 0, spaced.length).split(" ")).filter(word -> !word.isEmpty())
                .map(word -> word.codePoints().limit(MAX_WORD)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString())
                .distinct().toList();
        if (words.size() > MAX_WORDS) {
            throw ProblemException.badRequest("out-of-range", "?q", "A search has at most " + MAX_WORDS + " words.");
        }
        return words;
    }

    /** Whether nothing can be found. */
    boolean isEmpty() {
        return words.isEmpty() && named.isEmpty();
    }

    /** The words as PostgreSQL asks for them; they hold letters and digits alone, so nothing in them needs an escape. */
    static String query(Collection<String> words) {
        return words.stream().map(word -> "'" + word + "':*").collect(Collectors.joining(" & "));
    }

    /** The condition that these texts of {@code alias} hold the words of the parameter. */
    static String holds(String alias, List<String> paths, String parameter) {
        String places = String.join(", ", paths.stream().map(path -> "?").toList());
        String columns = String.join(", ", paths.stream().map(path -> alias + "." + path).toList());
        return "cast(sql('words(" + places + ") @@ cast(? as tsquery)', " + columns + ", " + parameter + ") as Boolean) = true";
    }
}
