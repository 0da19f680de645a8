package dev.tandem.platform.webhook;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.tandem.platform.personal.PersonInRequest;
import dev.tandem.platform.personal.SubjectKeys;

/**
 * Keeps secrets sealed with a key of their webhook. The reply that shows a secret may be stored for its idempotency key; it is
 * sealed with the same key and cannot be opened once the webhook is gone.
 */
@ApplicationScoped
class WebhookSecrets {

    private final SubjectKeys keys;
    private final PersonInRequest request;

    WebhookSecrets(SubjectKeys keys, PersonInRequest request) {
        this.keys = keys;
        this.request = request;
    }

    byte[] seal(UUID webhook, String secret) {
        request.note(webhook);
        return keys.of(webhook).seal(secret.getBytes(StandardCharsets.UTF_8));
    }

    String open(UUID webhook, byte[] sealed) {
        return keys.find(webhook).map(key -> new String(key.open(sealed), StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException("Webhook " + webhook + " has no key"));
    }

    void forget(UUID webhook) {
        keys.forget(webhook);
    }
}
