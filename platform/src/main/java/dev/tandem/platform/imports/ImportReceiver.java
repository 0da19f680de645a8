package dev.tandem.platform.imports;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.tandem.platform.ids.Ids;
import dev.tandem.platform.imports.ImportJob.Failure;
import dev.tandem.platform.imports.ImportJob.Phase;
import dev.tandem.platform.imports.ImportJob.Progress;
import dev.tandem.platform.imports.format.FileFormat;
import dev.tandem.platform.imports.format.MalformedFileException;
import dev.tandem.platform.imports.format.RowReader;
import dev.tandem.platform.imports.mapping.Mapping;
import dev.tandem.platform.json.StrictJson;
import dev.tandem.platform.personal.SubjectKeys;
import dev.tandem.platform.problem.ProblemException;
import dev.tandem.platform.problem.ProblemKind;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * Takes files in: stores them while they arrive, and hands over only what arrived whole. The job remembers its
 * idempotency key, because the file is too large for a single transaction that could hold both.
 */
@ApplicationScoped
class ImportReceiver {

    /** The answer to an upload. */
    record Received(UUID job, String reply, boolean isReplay) {
    }

    private static final Logger LOG = Logger.getLogger(ImportReceiver.class);

    private final ImportConfig config;
    private final ImportMappings mappings;
    private final ImportPlans plans;
    private final ImportJobs jobs;
    private final ImportRows rows;
    private final ImportWorker worker;
    private final SubjectKeys keys;
    private final Clock clock;

    ImportReceiver(ImportConfig config, ImportMappings mappings, ImportPlans plans, ImportJobs jobs, ImportRows rows,
            ImportWorker worker, SubjectKeys keys, Clock clock) {
        this.config = config;
        this.mappings = mappings;
        this.plans = plans;
        this.jobs = jobs;
        this.rows = rows;
        this.worker = worker;
        this.keys = keys;
        this.clock = clock;
    }

    /** Stores the file and starts the work, or repeats the answer that an equal request got. */
    Received receive(Upload upload) {
        try (UploadStream file = UploadStream.of(upload.body(), upload.encoding(), config.maxBytes())) {
            try {
                Optional<ImportJob> earlier = jobs.findByKey(upload.scope(), upload.key());
                return earlier.isPresent() ? replay(earlier.get(), upload, file) : receiveNew(upload, file);
            } catch (ProblemException refused) {
                file.drain();
                throw refused;
            }
        } catch (MalformedFileException bad) {
            throw ProblemException.invalid(bad.code(), "", String.valueOf(bad.getMessage())).causedBy(bad);
        } catch (IOException broken) {
            throw ProblemException.badRequest("upload-broken", "", "The upload ended before the file was whole.")
                    .causedBy(broken);
        }
    }

    private Received replay(ImportJob job, Upload upload, UploadStream file) throws IOException {
        byte[] hash = job.upload().bodyHash();
        String reply = job.upload().reply();
        if (job.state() == ImportState.CANCELLED && reply == null) {
            throw ProblemException.conflict("import-cancelled", "The import with this key was cancelled; use another key.");
        }
        if (hash == null || reply == null) {
            throw ProblemException.conflict("request-in-progress", "A request with this key is still being received.")
                    .withHeader("Retry-After", "1");
        }
        if (!upload.asksForSame(job) || !MessageDigest.isEqual(hash, file.hash())) {
            throw new ProblemException(ProblemKind.INVALID, "idempotency-key-reused",
                    "This Idempotency-Key was used for another request.", List.of());
        }
        return new Received(job.id(), reply, true);
    }

    private Received receiveNew(Upload upload, UploadStream file) throws IOException {
        String definition = upload.mapping() == null ? "" : mappings.definition(upload.mapping());
        Mapping mapping = definition.isEmpty() ? null : ImportPlans.parse(definition);
        FileFormat format = format(upload.declared(), mapping);
        RowReader reader = RowReader.of(format, file, mapping == null ? null : mapping.columns());
        ImportPlan plan = plans.plan(upload.kind(), mapping, format, format.isTable() ? reader.header() : List.of());
        UUID id = Ids.next();
        JobKey key = open(id, upload, plan, definition);
        if (key == null) {
            return replay(jobs.findByKey(upload.scope(), upload.key()).orElseThrow(), upload, file);
        }
        try {
            new FileStore(id, plan, key, upload.dryRun(), rows, jobs, config).store(reader);
            byte[] hash = file.hash();
            String reply = handOver(id, hash);
            worker.kick();
            return new Received(id, reply, false);
        } catch (MalformedFileException bad) {
            fail(id, bad.code(), String.valueOf(bad.getMessage()));
            throw bad;
        } catch (ProblemException refused) {
            fail(id, refused.code(), refused.detail());
            throw refused;
        } catch (IOException | RuntimeException broken) {
            LOG.warnf(broken, "The upload of import %s broke off", id);
            fail(id, "upload-broken", "The upload ended before the file was whole.");
            throw broken;
        }
    }

    /** The mapping knows its files; a media type that contradicts it means that the wrong file was sent. */
    private static FileFormat format(FileFormat declared, @Nullable Mapping mapping) {
        FileFormat written = mapping == null ? null : mapping.format();
        if (written == null || written == declared) {
            return declared;
        }
        if (declared == FileFormat.WHITESPACE) {
            return written;
        }
        throw new ProblemException(ProblemKind.UNSUPPORTED_TYPE, "format-mismatch",
                "The mapping is for " + written.mediaType() + ", the body is " + declared.mediaType() + ".", List.of());
    }

    /** Makes the job; null where an equal request was faster. */
    private @Nullable JobKey open(UUID id, Upload upload, ImportPlan plan, String definition) {
        Instant now = clock.instant();
        return QuarkusTransaction.requiringNew().call(() -> {
            JobKey key = JobKey.fresh(keys.of(id));
            ImportJob job = new ImportJob(id, 1, plan.kind().kind(), upload.mode(), upload.dryRun(), upload.mapping(),
                    definition, plan.format(), plan.columns(), ImportState.RECEIVING, upload.actor(),
                    new ImportJob.Upload(upload.scope(), upload.key(), null, null, key.sealedSalt()),
                    new Progress(Phase.ROWS, 0, 0, 0, 0, 0, 0, 0), null, now, null, false);
            if (jobs.insert(job, config.uploadTimeout())) {
                return key;
            }
            keys.forget(id);
            return null;
        });
    }

    private String handOver(UUID id, byte[] hash) {
        return QuarkusTransaction.requiringNew().call(() -> {
            if (!jobs.ready(id, hash)) {
                throw FileStore.noLongerReceived();
            }
            String reply = json(ImportView.of(jobs.find(id).orElseThrow()));
            jobs.remember(id, reply);
            return reply;
        });
    }

    private static String json(ImportView view) {
        try {
            return StrictJson.mapper().writeValueAsString(view);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A view is always JSON", impossible);
        }
    }

    private void fail(UUID id, String code, String detail) {
        QuarkusTransaction.requiringNew().run(() -> jobs.fail(id, new Failure(code, detail), clock.instant()));
    }
}
