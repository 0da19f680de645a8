package dev.tandem.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

class ApiMergeTest {

    private static final String MONEY = "'Money':{'type':'object','title':'money'}";

    @Test
    void keepsAComponentOnceWhenBothMeanTheSame() throws Exception {
        JsonNode merged = merge(service("/api/v1/b2b", "list", MONEY, "Money"),
                service("/api/v1/b2c", "list2", MONEY, "Money"));
        assertThat(merged.at("/components/schemas").fieldNames()).toIterable().containsExactly("Money");
        assertThat(ref(merged, "/api/v1/b2c/things")).isEqualTo("#/components/schemas/Money");
    }

    @Test
    void tellsApartANameThatMeansTwoThings() throws Exception {
        JsonNode merged = merge(service("/api/v1/b2b", "list", "'Product':{'title':'b2b'}", "Product"),
                service("/api/v1/b2c", "list", "'Product':{'title':'b2c'}", "Product"));
        assertThat(ref(merged, "/api/v1/b2b/things")).isEqualTo("#/components/schemas/Product");
        assertThat(ref(merged, "/api/v1/b2c/things")).isEqualTo("#/components/schemas/Orders_Product");
        assertThat(merged.at("/components/schemas/Product/title").asText()).isEqualTo("b2b");
        assertThat(merged.at("/components/schemas/Orders_Product/title").asText()).isEqualTo("b2c");
    }

    @Test
    void renamesAlsoWhatLooksTheSameButRefersToSomethingElse() throws Exception {
        String page = ",'Page':{'items':{'$ref':'#/components/schemas/Product'}}";
        JsonNode merged = merge(service("/api/v1/b2b", "a", "'Product':{'title':'b2b'}" + page, "Page"),
                service("/api/v1/b2c", "b", "'Product':{'title':'b2c'}" + page, "Page"));
        assertThat(ref(merged, "/api/v1/b2c/things")).isEqualTo("#/components/schemas/Orders_Page");
        assertThat(merged.at("/components/schemas/Orders_Page/items/$ref").asText())
                .isEqualTo("#/components/schemas/Orders_Product");
    }

    @Test
    void keepsOperationIdsUnique() throws Exception {
        JsonNode merged = merge(service("/api/v1/b2b", "list", MONEY, "Money"), service("/api/v1/b2c", "list", MONEY, "Money"));
        assertThat(merged.at("/paths/~1api~1v1~1b2b~1things/get/operationId").asText()).isEqualTo("list");
        assertThat(merged.at("/paths/~1api~1v1~1b2c~1things/get/operationId").asText()).isEqualTo("orders_list");
    }

    @Test
    void leavesOutWhatIsNotRoutedAndWhatOnlyThatUses() throws Exception {
        ObjectNode service = service("/api/v1/b2b", "list", MONEY + ",'Event':{'title':'event'}", "Money");
        service.withObjectProperty("paths").set("/feeds/{kind}", json("{'get':{'x':{'$ref':'#/components/schemas/Event'}}}"));
        service.putArray("tags").addObject().put("name", "Feeds");
        JsonNode merged = merge(service, service("/api/v1/b2c", "list2", MONEY, "Money"));
        assertThat(merged.path("tags")).isEmpty();
        assertThat(merged.path("paths").fieldNames()).toIterable().containsExactly("/api/v1/b2b/things", "/api/v1/b2c/things");
        assertThat(merged.at("/components/schemas").has("Event")).isFalse();
    }

    @Test
    void saysOfEveryOperationThatThereMayBeTooMany() throws Exception {
        ObjectNode own = json("{'info':{'title':'x','version':'1'},'paths':{'/auth/x':{'post':{'responses':{'429':"
                + "{'$ref':'#/components/responses/RateLimited'}}}}},'components':{'responses':{'RateLimited':{'title':'y'}}}}");
        JsonNode merged = ApiMerge.merge(own, List.of(
                new ApiDocument("accounts", "/api/v1/b2b", service("/api/v1/b2b", "list", MONEY, "Money"))));
        assertThat(merged.at("/paths/~1api~1v1~1b2b~1things/get/responses/429/$ref").asText())
                .isEqualTo("#/components/responses/RateLimited");
        assertThat(merged.at("/paths/~1api~1v1~1b2b~1things/get/responses").has("200")).isTrue();
    }

    private static JsonNode merge(ObjectNode first, ObjectNode second) throws JsonProcessingException {
        return ApiMerge.merge(json("{'info':{'title':'x','version':'1'},'paths':{}}"),
                List.of(new ApiDocument("accounts", "/api/v1/b2b", first), new ApiDocument("orders", "/api/v1/b2c", second)));
    }

    private static ObjectNode service(String prefix, String operation, String schemas, String used)
            throws JsonProcessingException {
        return json("{'paths':{'" + prefix + "/things':{'get':{'operationId':'" + operation
                + "','responses':{'200':{'content':{'application/json':{'schema':{'$ref':'#/components/schemas/" + used
                + "'}}}}}}}},'components':{'schemas':{" + schemas + "}}}");
    }

    private static String ref(JsonNode merged, String path) {
        return merged.path("paths").path(path).at("/get/responses/200/content/application~1json/schema/$ref").asText();
    }

    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
