package dev.tandem.platform.json;

import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.Violation;

/** The one JSON configuration of the suite and the strict way in. */
public final class StrictJson {

    private static final String FOUND = "dev.tandem.unknown-fields";
    private static final ObjectMapper MAPPER = configure(JsonMapper.builder().build()
            .registerModule(new JavaTimeModule()).registerModule(new Jdk8Module()));

    private StrictJson() {
    }

    /** The configured mapper; never reconfigure it. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    static ObjectMapper configure(ObjectMapper mapper) {
        mapper.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true);
        mapper.configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, true);
        mapper.configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true);
        mapper.configure(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, true);
        mapper.configure(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS, true);
        mapper.configure(DeserializationFeature.ACCEPT_FLOAT_AS_INT, false);
        mapper.configure(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, true);
        mapper.configure(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, false);
        mapper.configure(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS, false);
        mapper.configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, false);
        mapper.coercionConfigFor(LogicalType.Textual).setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        mapper.getFactory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature());
        mapper.setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS);
        mapper.addHandler(new CollectUnknownFields());
        mapper.registerModule(new PlainValues());
        return mapper;
    }

    /** Binds a tree to {@code type}; all that is wrong with it comes in one refusal. */
    public static <T> T bind(JsonNode tree, Class<T> type) {
        List<Violation> unknown = new ArrayList<>();
        try {
            return known(read(tree, type, unknown), unknown);
        } catch (IOException bad) {
            throw refusal(tree, type, bad);
        }
    }

    /** Binds bytes to {@code type}. */
    public static Object bind(byte[] json, Type type) {
        List<Violation> unknown = new ArrayList<>();
        try {
            return known(reader(type, unknown).readValue(json), unknown);
        } catch (IOException bad) {
            throw refusal(tree(json), type, bad);
        }
    }

    private static @Nullable JsonNode tree(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException notJson) {
            return null;
        }
    }

    private static ProblemException refusal(@Nullable JsonNode tree, Type type, IOException bad) {
        return tree == null ? JsonProblems.of(bad)
                : new BindingFaults((rest, unknown) -> read(rest, type, unknown)).of(tree, bad);
    }

    private static <T> T known(T value, List<Violation> unknown) {
        if (!unknown.isEmpty()) {
            throw BindingFaults.refusal(unknown);
        }
        return value;
    }

    private static <T> T read(JsonNode tree, Type type, List<Violation> unknown) throws IOException {
        ObjectReader reader = reader(type, unknown);
        return reader.readValue(reader.treeAsTokens(tree));
    }

    private static ObjectReader reader(Type type, List<Violation> unknown) {
        return MAPPER.readerFor(MAPPER.constructType(type)).withAttribute(FOUND, unknown);
    }

    /** Notes unknown fields where a strict read is under way, so that one reply can name them all. */
    private static final class CollectUnknownFields extends DeserializationProblemHandler {
        @Override
        @SuppressWarnings("unchecked")
        public boolean handleUnknownProperty(DeserializationContext context, JsonParser parser,
                JsonDeserializer<?> deserializer, Object bean, String name) throws IOException {
            if (context.getAttribute(FOUND) instanceof List<?> found) {
                ((List<Violation>) found).add(new Violation(pointer(parser, context.getParser(), name), "unknown-field",
                        "There is no settable field \"" + name + "\"."));
                parser.skipChildren();
                return true;
            }
            return false;
        }

        /** Where the record was not made yet, its unknown fields were kept aside, and only the document tells the way to it. */
        private static String pointer(JsonParser parser, JsonParser document, String name) {
            if (parser.equals(document)) {
                return parser.getParsingContext().pathAsPointer().toString();
            }
            JsonStreamContext at = document.getParsingContext();
            JsonStreamContext around = document.hasToken(JsonToken.END_OBJECT) ? at : at.getParent();
            return around.pathAsPointer().appendProperty(name).toString();
        }
    }
}
