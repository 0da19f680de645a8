package dev.tandem.platform.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.tandem.platform.auth.Caller;
import dev.tandem.platform.feed.PublishedEvents;
import dev.tandem.platform.http.Count;
import dev.tandem.platform.http.ETags;
import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.journal.Change;
import dev.tandem.platform.journal.ChangeType;
import dev.tandem.platform.journal.Journal;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.patch.MergePatch;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.record.Source;
import dev.tandem.platform.validation.Validations;

/** Keeps the webhooks: who is told of what, where and with which secret. */
@ApplicationScoped
class WebhookService {

    private static final String KIND = "webhook";
    private static final String SYSTEM = "system";

    private final Webhooks webhooks;
    private final WebhookSecrets secrets;
    private final Targets targets;
    private final PublishedEvents events;
    private final Validations validations;
    private final Journal journal;
    private final Caller caller;
    private final WebhookConfig config;
    private final Clock clock;

    WebhookService(Webhooks webhooks, WebhookSecrets secrets, Targets targets, PublishedEvents events,
            Validations validations, Journal journal, Caller caller, WebhookConfig config, Clock clock) {
        this.webhooks = webhooks;
        this.secrets = secrets;
        this.targets = targets;
        this.events = events;
        this.validations = validations;
        this.journal = journal;
        this.caller = caller;
        this.config = config;
        this.clock = clock;
    }

    List<Webhook> page(Webhooks.Filter filter, @Nullable UUID after, int limit) {
        return webhooks.page(filter, after, limit);
    }

    Count count(Webhooks.Filter filter) {
        return Count.of(webhooks.count(filter));
    }

    Webhook get(UUID id) {
        return webhooks.find(id).orElseThrow(() -> ProblemException.notFound(KIND, id));
    }

    /** @return the webhook with its secret, which nobody can read again */
    @Transactional
    WebhookView create(NewWebhook wanted) {
        WebhookDetails details = wanted.details();
        requireSendable(details);
        if (webhooks.countWhileCreating() >= config.max()) {
            throw ProblemException.conflict("too-many-webhooks", "This service keeps at most " + config.max() + " webhooks.");
        }
        Instant now = clock.instant();
        String by = caller.subject();
        Webhook webhook = new Webhook(Ids.next(), 1, details, requested(details), null, now, by, now, by);
        String secret = wanted.secret() == null ? Signature.newSecret() : wanted.secret();
        webhooks.insert(webhook, secrets.seal(webhook.id(), secret));
        audit("created", Source.API, null, webhook);
        return WebhookView.of(webhook, secret);
    }

    @Transactional
    Webhook patch(UUID id, @Nullable String ifMatch, JsonNode patch) {
        Webhook before = locked(id);
        ETags.requireMatch(ifMatch, before.version());
        WebhookDetails details = validations.check(MergePatch.apply(before.details(), patch, WebhookDetails.class));
        if (details.equals(before.details())) {
            return before;
        }
        requireSendable(details);
        boolean goesOn = before.isActive() == Boolean.TRUE.equals(details.active());
        Webhook after = next(before, details, goesOn ? before.inactiveReason() : requested(details), before.previousUntil(),
                caller.subject());
        webhooks.update(after);
        if (!goesOn && after.isActive()) {
            webhooks.begin(id);
        }
        audit("updated", Source.API, before, after);
        return after;
    }

    @Transactional
    void delete(UUID id, @Nullable String ifMatch) {
        Webhook before = locked(id);
        ETags.requireMatch(ifMatch, before.version());
        webhooks.delete(id, clock.instant(), caller.subject());
        secrets.forget(id);
        journal.audit(new Change(KIND, id, before.version() + 1, ChangeType.DELETED, "deleted", Source.API, clock.instant(),
                null, state(before), null, null, Set.of()));
    }

    /** Replaces the secret; for the overlap deliveries carry a signature of each. */
    @Transactional
    WebhookView rotate(UUID id, @Nullable String ifMatch, RotateSecret wanted) {
        Webhook before = locked(id);
        ETags.requireMatch(ifMatch, before.version());
        Duration overlap = wanted.overlapHours() == null ? config.rotationOverlap() : Duration.ofHours(wanted.overlapHours());
        Webhook after = next(before, before.details(), before.inactiveReason(),
                overlap.isZero() ? null : clock.instant().plus(overlap), caller.subject());
        String secret = wanted.secret() == null ? Signature.newSecret() : wanted.secret();
        webhooks.replaceSecret(after, secrets.seal(id, secret));
        audit("secret-rotated", Source.API, before, after);
        return WebhookView.of(after, secret);
    }

    /** Switches a webhook off for a reason that lies with the receiver. */
    @Transactional(Transactional.TxType.MANDATORY)
    void deactivate(UUID id, InactiveReason reason) {
        Webhook before = webhooks.lock(id).orElse(null);
        if (before == null || !before.isActive()) {
            return;
        }
        WebhookDetails was = before.details();
        Webhook after = next(before, new WebhookDetails(was.name(), was.url(), was.kinds(), false, was.description()), reason,
                before.previousUntil(), SYSTEM);
        webhooks.update(after);
        audit("deactivated", Source.SYSTEM, before, after);
    }

    private Webhook locked(UUID id) {
        return webhooks.lock(id).orElseThrow(() -> ProblemException.notFound(KIND, id));
    }

    private void requireSendable(WebhookDetails details) {
        Kinds.requirePublished(details.kinds(), events.kinds());
        targets.require(TargetUrl.parse(details.url()));
    }

    private static @Nullable InactiveReason requested(WebhookDetails details) {
        return Boolean.TRUE.equals(details.active()) ? null : InactiveReason.REQUESTED;
    }

    private Webhook next(Webhook before, WebhookDetails details, @Nullable InactiveReason reason,
            @Nullable Instant previousUntil, String by) {
        return new Webhook(before.id(), before.version() + 1, details, reason, previousUntil, before.createdAt(),
                before.createdBy(), clock.instant(), by);
    }

    private void audit(String action, Source source, @Nullable Webhook before, Webhook after) {
        journal.audit(new Change(KIND, after.id(), after.version(), ChangeType.UPSERT, action, source, after.updatedAt(),
                null, before == null ? null : state(before), state(after), null, Set.of()));
    }

    private static JsonNode state(Webhook webhook) {
        return StrictJson.mapper().valueToTree(WebhookView.of(webhook));
    }
}
