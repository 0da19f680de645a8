package dev.tandem.platform.json;

import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
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

    /** Binds a tree to {@code type}; all unknown fields come in one refusal. */
    public static <T> T bind(JsonNode tree, Class<T> type) {
        List<Violation> unknown = new ArrayList<>();
        return read(unknown, reader -> reader.readValue(reader.treeAsTokens(tree)), type);
    }

    /** Binds bytes to {@code type}. */
    public static Object bind(byte[] json, Type type) {
        List<Violation> unknown = new ArrayList<>();
        return read(unknown, reader -> reader.readValue(json), type);
    }

    private interface Read {
        Object from(ObjectReader reader) throws IOException;
    }

    @SuppressWarnings("unchecked")
    private static <T> T read(List<Violation> unknown, Read read, Type type) {
        ObjectReader reader = MAPPER.readerFor(MAPPER.constructType(type)).withAttribute(FOUND, unknown);
        try {
            Object value = read.from(reader);
            if (!unknown.isEmpty()) {
                throw refusal(unknown);
            }
            return (T) value;
        } catch (IOException bad) {
            ProblemException problem = JsonProblems.of(bad);
            if (unknown.isEmpty()) {
                throw problem;
            }
            unknown.addAll(problem.violations());
            throw refusal(unknown);
        }
    }

    private static ProblemException refusal(List<Violation> violations) {
        return ProblemException.badRequest(violations.stream().sorted(Comparator.comparing(Violation::pointer)).toList());
    }

    /** Notes unknown fields where a strict read is under way, so that one reply can name them all. */
    private static final class CollectUnknownFields extends DeserializationProblemHandler {
        @Override
        @SuppressWarnings("unchecked")
        public boolean handleUnknownProperty(DeserializationContext context, JsonParser parser,
                JsonDeserializer<?> deserializer, Object bean, String name) throws IOException {
            if (context.getAttribute(FOUND) instanceof List<?> found) {
                String pointer = parser.getParsingContext().pathAsPointer().toString();
                ((List<Violation>) found).add(new Violation(pointer, "unknown-field",
                        "There is no settable field \"" + name + "\"."));
                parser.skipChildren();
                return true;
            }
            return false;
        }
    }
}
