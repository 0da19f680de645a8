package dev.tandem.platform;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import dev.tandem.platform.auth.Roles;

/** The words that plumbing must not know, looked for in the names of packages, types and members. */
final class BusinessWords {

    private static final Set<String> WORDS = Set.of("account", "opportunity", "customer", "review", "lead", "campaign",
            "contract",
            "product", "invoice", "coupon", "cart", "checkout", "shipment", "shipping", "pipeline", "sku", "kpi", "revenue",
            "payment", "refund", "deal", "shopper", "seller", "sales", "pilot", "touchpoint", "subscription", "loyalty",
            "promotion", "stock", "pricebook", "buyer", "committee", "cohort", "b2b", "b2c");
    /** As a member's name it is the order of a list. */
    private static final String ORDER = "order";

    private BusinessWords() {
    }

    static ArchCondition<JavaClass> beAbsent() {
        return new ArchCondition<>("have no word of the business in a name") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                violations(type).forEach(found -> events.add(SimpleConditionEvent.violated(type, found)));
            }
        };
    }

    private static Stream<String> violations(JavaClass type) {
        if (type.isEquivalentTo(Roles.class)) {
            // The wire's own names of roles, needed wherever a token is read.
            return Stream.empty();
        }
        Stream<String> inNames = words(type.getName().substring("dev.tandem.platform".length()))
                .filter(word -> WORDS.contains(word) || word.equals(ORDER) && !type.isNestedClass())
                .map(word -> type.getName() + " has the word " + word);
        Stream<String> inMembers = Stream.concat(type.getFields().stream(), type.getMethods().stream())
                .map(JavaMember.class::cast).flatMap(member -> words(member.getName()).filter(WORDS::contains)
                        .map(word -> member.getFullName() + " has the word " + word));
        return Stream.concat(inNames, inMembers);
    }

    private static Stream<String> words(String name) {
        return Arrays.stream(name.split("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"))
                .map(word -> word.toLowerCase(Locale.ROOT)).flatMap(word -> Stream.of(word, single(word))).distinct();
    }

    private static String single(String word) {
        return word.endsWith("ies") ? word.substring(0, word.length() - 3) + "y"
                : word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    }
}
