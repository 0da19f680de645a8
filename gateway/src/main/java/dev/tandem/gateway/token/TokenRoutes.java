package dev.tandem.gateway.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.tandem.gateway.problem.Problem;
import dev.tandem.gateway.problem.ProblemWriter;
import dev.tandem.gateway.security.AuthConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** {@code POST /auth/token} and {@code POST /auth/guest}. */
@Singleton
class TokenRoutes {

    private static final int MAX_BODY = 4_096;

    private final Optional<TokenSigner> local;
    private final Optional<TokenSigner> guest;

    TokenRoutes(TokenConfig local, GuestConfig guest, AuthConfig auth, Clock clock) {
        this.local = local.enabled() ? local.keyFile().map(key -> signer(local.issuer(), key, auth, clock))
                : Optional.empty();
        this.guest = guest.keyFile().map(key -> signer(guest.issuer(), key, auth, clock));
    }

    void install(@Observes Router router) {
        router.route("/auth/token").handler(context -> post(context, local, this::logIn));
        router.route("/auth/guest").handler(context -> post(context, guest, this::guest));
    }

    private interface Answer {

        void give(RoutingContext context, TokenSigner signer);
    }

    private static void post(RoutingContext context, Optional<TokenSigner> signer, Answer answer) {
        if (signer.isEmpty()) {
            ProblemWriter.write(context, Problem.notFound());
        } else if (!HttpMethod.POST.equals(context.request().method())) {
            ProblemWriter.write(context, Problem.methodNotAllowed("POST"));
        } else {
            answer.give(context, signer.get());
        }
    }

    private void logIn(RoutingContext context, TokenSigner signer) {
        String type = context.request().getHeader("Content-Type");
        if (type == null || !type.split(";")[0].strip().equalsIgnoreCase("application/json")) {
            ProblemWriter.write(context, new Problem(415, "unsupported-media-type", "Send application/json."));
            return;
        }
        Buffer body = Buffer.buffer();
        context.request().handler(part -> {
            if (body.length() + part.length() > MAX_BODY) {
                context.request().handler(null);
                ProblemWriter.write(context, Problem.tooLarge(MAX_BODY));
            } else {
                body.appendBuffer(part);
            }
        });
        context.request().endHandler(end -> signIn(context, signer, body));
        context.request().resume();
    }

    private static void signIn(RoutingContext context, TokenSigner signer, Buffer body) {
        JsonObject sent;
        try {
            sent = body.toJsonObject();
        } catch (DecodeException | ClassCastException notAnObject) {
            ProblemWriter.write(context, Problem.badRequest("not-json", "The body is not a JSON object."));
            return;
        }
        if (!(sent.getValue("username") instanceof String username)
                || !(sent.getValue("password") instanceof String password) || sent.size() != 2) {
            ProblemWriter.write(context, Problem.badRequest("validation-failed",
                    "The body must be {\"username\": text, \"password\": text} and nothing else."));
            return;
        }
        LogIns.find(username, password).ifPresentOrElse(
                known -> reply(context, signer.sign(known.subject(), known.username(), known.role())),
                () -> ProblemWriter.write(context,
                        new Problem(401, "wrong-credentials", "The name or the password is wrong.")));
    }

    private void guest(RoutingContext context, TokenSigner signer) {
        String id = UUID.randomUUID().toString();
        context.request().resume();
        reply(context, signer.sign(id, "guest-" + id, "guest"));
    }

    private static void reply(RoutingContext context, String token) {
        context.response().putHeader("Content-Type", "application/json").putHeader("Cache-Control", "no-store")
                .end(new JsonObject().put("access_token", token).put("token_type", "Bearer")
                        .put("expires_in", TokenSigner.VALID.toSeconds()).toBuffer());
    }

    private static TokenSigner signer(String issuer, Path key, AuthConfig auth, Clock clock) {
        return TokenSigner.of(issuer, key, keySet(issuer, auth), clock);
    }

    private static @Nullable String keySet(String issuer, AuthConfig auth) {
        Optional<String> file = auth.issuers().stream().flatMap(java.util.List::stream)
                .filter(known -> known.issuer().equals(issuer)).map(AuthConfig.Issuer::jwks)
                .filter(place -> !place.startsWith("http")).findFirst();
        if (file.isEmpty()) {
            return null;
        }
        try {
            return Files.readString(Path.of(file.get().startsWith("file:") ? file.get().substring(5) : file.get()));
        } catch (IOException unread) {
            throw new IllegalStateException("The key set of issuer " + issuer + " cannot be read.", unread);
        }
    }
}
