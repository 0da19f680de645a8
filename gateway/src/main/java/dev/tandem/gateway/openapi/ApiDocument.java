package dev.tandem.gateway.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The OpenAPI document of one service, and the prefix of the paths that are reachable through the gateway. */
record ApiDocument(String service, String prefix, ObjectNode document) {
}
