package dev.tandem.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationIdsTest {

    @ParameterizedTest
    @CsvSource({ "GET, /api/v1/shop/things, getShopThings", "GET, /api/v1/shop/things/{id}, getShopThingsById",
            "POST, /api/v1/shop/audit-events/{id}/redo, postShopAuditEventsByIdRedo",
            "GET, /feeds/{kind}/checksum, getFeedsByKindChecksum" })
    void followFromMethodAndPath(HttpMethod method, String path, String id) {
        assertThat(OperationIds.of(method, path)).isEqualTo(id);
    }
}
