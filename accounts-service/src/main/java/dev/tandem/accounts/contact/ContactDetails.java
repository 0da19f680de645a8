package dev.tandem.accounts.contact;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.tandem.platform.resource.Overlay;

/**
 * What a client may set of a contact; a name or an e-mail address is needed. Everything is in one spelling here: two addresses
 * that reach the same mailbox are equal, so that uniqueness means what it says.
 */
@Schema(name = "ContactDetails", example = """
        {"firstName":"Ani","lastName":"Wijaya","title":"Head of Procurement","email":"ani@acme.example",\
        "phone":"+628123456789","country":"ID","language":"id-ID",\
        "consents":[{"purpose":"MARKETING_EMAIL","grantedOn":"2026-03-01"}],\
        "accounts":[{"accountId":"01941f29-7c00-7000-8000-000000000001","role":"PROCUREMENT","isPrimary":true}]}""")
public record ContactDetails(
        @Size(max = 200) @Nullable String firstName,
        @Schema(description = "Needed where there is neither a first name nor an e-mail address") @Size(max = 200) @Nullable String lastName,
        @Schema(description = "Job title") @Size(max = 200) @Nullable String title,
        @Schema(description = "Unique, kept in lower case") @Size(max = 254) @Nullable String email,
        @Schema(description = "E.164") @Size(max = 16) @Nullable String phone,
        @Schema(description = "ISO 3166-1 alpha-2") @Nullable String country,
        @Schema(description = "BCP 47 tag of the language to write in") @Size(max = 35) @Nullable String language,
        @Schema(description = "False unless set; stands above every consent") @Nullable Boolean doNotCall,
        @Schema(description = "One for each purpose; replaced whole") @Size(max = 20) @Nullable List<@NotNull @Valid Consent> consents,
        @Schema(description = "One for each account; replaced whole") @Size(max = ContactDetails.MOST_ACCOUNTS) @Nullable List<@NotNull @Valid AccountLink> accounts,
        @Schema(description = "Sales user; the caller's own unless set, where sales people create") @Nullable UUID ownerId,
        @Nullable UUID teamId) {

    /** How many accounts one contact may be in. */
    static final int MOST_ACCOUNTS = 50;

    public ContactDetails {
        firstName = text(firstName);
        lastName = text(lastName);
        title = text(title);
        email = email == null || email.isBlank() ? null : email.strip().toLowerCase(Locale.ROOT);
        phone = text(phone);
        language = language == null || language.isBlank() ? null : canonical(language);
    }

    private static @Nullable String text(@Nullable String given) {
        return given == null || given.isBlank() ? null : given.strip();
    }

    /** A tag that is none stays as it was sent, for the refusal to show. */
    private static String canonical(String language) {
        try {
            return new Locale.Builder().setLanguageTag(language).build().toLanguageTag();
        } catch (IllformedLocaleException none) {
            return language;
        }
    }

    boolean hasNoName() {
        return firstName == null && lastName == null && email == null;
    }

    List<Consent> givenConsents() {
        return consents == null ? List.of() : consents;
    }

    List<AccountLink> links() {
        return accounts == null ? List.of() : accounts;
    }

    /** The same with all that was left unsaid. */
    ContactDetails complete() {
        return with(Boolean.TRUE.equals(doNotCall), givenConsents(),
                links().stream().map(link -> link == null ? null : link.complete()).toList(),
                ownerId);
    }

    ContactDetails ownedBy(@Nullable UUID owner) {
        return with(doNotCall, consents, accounts, owner);
    }

    /** The same in the accounts that those it names live on in. */
    ContactDetails among(Map<UUID, UUID> heirs) {
        return heirs.isEmpty() ? this
                : with(doNotCall, consents, links().stream().map(link -> link == null ? null : link.among(heirs)).toList(),
                        ownerId);
    }

    /** The accounts that are named; whether there are such is not known yet. */
    List<UUID> accountIds() {
        return links().stream().filter(Objects::nonNull).map(AccountLink::accountId).filter(Objects::nonNull).toList();
    }

    /** Takes the order of what is stored where nothing but the order differs, since the order says nothing. */
    ContactDetails inOrderOf(ContactDetails stored) {
        return with(doNotCall, ordered(givenConsents(), stored.givenConsents()), ordered(links(), stored.links()), ownerId);
    }

    private static <T> List<T> ordered(List<T> given, List<T> stored) {
        return given.size() == stored.size() && new HashSet<>(given).equals(new HashSet<>(stored)) ? stored : given;
    }

    /**
     * What is known of one person by two records; where both say something, this one stands. Of two statements about one
     * purpose the later one holds.
     */
    ContactDetails joinedBy(ContactDetails other) {
        Map<ConsentPurpose, Consent> agreed = new LinkedHashMap<>();
        givenConsents().forEach(consent -> agreed.put(consent.purpose(), consent));
        other.givenConsents().forEach(consent -> agreed.merge(consent.purpose(), consent, Consent::later));
        Map<UUID, AccountLink> places = new LinkedHashMap<>();
        links().forEach(link -> places.put(link.accountId(), link));
        other.links().forEach(link -> places.merge(link.accountId(), link, AccountLink::joinedBy));
        return Overlay.filled(this, other).with(Boolean.TRUE.equals(doNotCall) || Boolean.TRUE.equals(other.doNotCall),
                List.copyOf(agreed.values()), List.copyOf(places.values()), ownerId == null ? other.ownerId : ownerId);
    }

    /** The row of a file laid over this: a consent or an account that the row does not name stays. */
    ContactDetails under(ContactDetails row) {
        ContactDetails laid = Overlay.of(this, row);
        return laid.with(laid.doNotCall, joined(givenConsents(), row.givenConsents(), Consent::purpose),
                joined(links(), row.links(), AccountLink::accountId), laid.ownerId).complete();
    }

    private static <T extends Record, K> List<T> joined(List<T> stored, List<T> given, Function<T, K> key) {
        Map<K, T> joined = new LinkedHashMap<>();
        stored.forEach(one -> joined.put(key.apply(one), one));
        given.forEach(one -> joined.merge(key.apply(one), one, Overlay::of));
        return new ArrayList<>(joined.values());
    }

    private ContactDetails with(@Nullable Boolean quiet, @Nullable List<Consent> agreed, @Nullable List<AccountLink> links,
            @Nullable UUID owner) {
        return new ContactDetails(firstName, lastName, title, email, phone, country, language, quiet, agreed, links, owner,
                teamId);
    }
}
