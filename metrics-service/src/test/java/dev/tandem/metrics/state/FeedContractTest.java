package dev.tandem.metrics.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What this service needs of each feed, as the publishing services are held to it: the samples say neither more nor less
 * than is bound.
 */
class FeedContractTest {

    @ParameterizedTest
    @EnumSource
    void theSampleHoldsWhatIsBound(Feed feed) throws Exception {
        JsonNode contract = contract(feed);
        JsonNode data = contract.at("/event/data");

        Fact fact = FactJson.read(feed, data);

        assertThat(new ObjectMapper().readTree(FactJson.write(fact))).as("every field of the sample is bound").isEqualTo(data);
        List<String> unset = new ArrayList<>();
        List<String> nullable = new ArrayList<>();
        look(fact, "data", unset, nullable);
        assertThat(unset).as("bound fields that the sample does not have").isEmpty();
        assertThat(contract.path("nullable")).extracting(JsonNode::asText).containsExactlyInAnyOrderElementsOf(nullable);
    }

    private static JsonNode contract(Feed feed) throws Exception {
        try (InputStream file = FeedContractTest.class.getResourceAsStream("/contracts/" + feed.path() + ".json")) {
            assertThat(file).as("the contract about feed %s", feed.path()).isNotNull();
            return new ObjectMapper().readTree(file);
        }
    }

    private static void look(Object bound, String at, List<String> unset, List<String> nullable) throws Exception {
        for (RecordComponent component : bound.getClass().getRecordComponents()) {
            String name = at + "." + component.getName();
            component.getAccessor().setAccessible(true);
            Object value = component.getAccessor().invoke(bound);
            if (isNullable(component.getAnnotatedType())) {
                nullable.add(name);
            }
            if (value == null) {
                unset.add(name);
            } else if (value instanceof List<?> items) {
                assertThat(items).as(name).isNotEmpty();
                look(items.getFirst(), name + "[]", unset, nullable);
            } else if (value.getClass().isRecord() && value.getClass().getPackage().equals(Fact.class.getPackage())) {
                look(value, name, unset, nullable);
            }
        }
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class)
                || type instanceof AnnotatedParameterizedType list && list.isAnnotationPresent(Nullable.class);
    }
}
