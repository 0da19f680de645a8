package dev.tandem.metrics.baseline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.generation.Generations;
import dev.tandem.metrics.ingest.FeedConfirmations;
import dev.tandem.metrics.ingest.FeedFailure;
import dev.tandem.metrics.ingest.FeedProgress;
import dev.tandem.metrics.ingest.PositionRefused;
import dev.tandem.metrics.state.FactShape;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

/**
 * Keeps a baseline where the past is not kept for ever: it follows the served generation at a distance, is sealed with a
 * hash, and only then is what lies before it given up, in the log here and in the feeds of the services.
 */
@ApplicationScoped
public class Baselines {

    private static final Logger LOG = Logger.getLogger(Baselines.class);
    private static final List<String> SERVICES = List.of("accounts", "orders");
    private static final Duration LEAST = Duration.ofDays(1);

    private final Generations generations;
    private final BaseStore store;
    private final BaseHash hashes;
    private final LogCollapse collapse;
    private final FeedConfirmations producers;
    private final FeedProgress progress;
    private final RetentionConfig config;
    private final Clock clock;
    private volatile @Nullable String trouble;

    @Inject
    Baselines(Generations generations, BaseStore store, BaseHash hashes, LogCollapse collapse, FeedConfirmations producers,
            FeedProgress progress, RetentionConfig config, Clock clock) {
        this.generations = generations;
        this.store = store;
        this.hashes = hashes;
        this.collapse = collapse;
        this.producers = producers;
        this.progress = progress;
        this.config = config;
        this.clock = clock;
    }

    void atStart(@Observes StartupEvent start) {
        config.keep().filter(keep -> keep.compareTo(LEAST) < 0).ifPresent(keep -> {
            throw new IllegalStateException("tandem.retention.keep is at least one day, not " + keep);
        });
    }

    /** What keeps the past from being given up; null where nothing does. */
    @Nullable
    String trouble() {
        return trouble;
    }

    @Scheduled(every = "${tandem.retention.check-every}", concurrentExecution = ConcurrentExecution.SKIP)
    void regularly() {
        if (config.keep().isPresent()) {
            step(config.keep().get());
        }
    }

    /** One look at how things stand, and what follows from it. */
    void step(Duration keep) {
        Optional<Generation> served = generations.active();
        if (served.isEmpty()) {
            return;
        }
        Instant bound = clock.instant().minus(keep).truncatedTo(ChronoUnit.SECONDS);
        List<Generation> bases = generations.bases();
        if (bases.isEmpty()) {
            generations.startBase(wanted(served.get()), bound, null);
            return;
        }
        Generation base = bases.getLast();
        Optional<Seal> seal = store.find(base.id());
        if (!isUsable(base, served.get())) {
            replace(bases, served.get(), bound);
        } else if (seal.isEmpty()) {
            seal(base, bound);
        } else {
            endReplaced(bases, base);
            confirm(base);
            if (seal.get().collapsedAt() == null) {
                collapse(served.get(), base, seal.get());
            } else if (!bound.isBefore(seal.get().bound().plus(config.sealEvery()))) {
                goOn(base, seal.get(), bound);
            }
        }
    }

    private void endReplaced(List<Generation> bases, Generation by) {
        List<Integer> needed = generations.worked().stream()
                .filter(generation -> generation.state() == Generation.State.BUILDING)
                .map(Generation::origin).filter(Objects::nonNull)
                .map(Generation.Origin::generation).toList();
        bases.stream().filter(base -> base.id() != by.id() && !needed.contains(base.id()))
                .forEach(base -> generations.endBase(base.id(), "Replaced"));
    }

    /** Whether it holds what the served generation holds, only earlier. */
    private boolean isUsable(Generation base, Generation served) {
        return base.lanes() == served.lanes() && Generations.fits(base, wanted(served))
                && store.facts(base.id()).equals(FactShape.text());
    }

    private static Generations.Wanted wanted(Generation served) {
        return new Generations.Wanted(served.lanes(), served.timeZone(), served.currency(), served.reporting(),
                served.definitions(), "baseline", true, "system");
    }

    /** One that is computed otherwise begins with what is sealed; where that lacks facts, with the feeds. */
    private void replace(List<Generation> bases, Generation served, Instant bound) {
        Optional<Generation> sealed = bases.reversed().stream().filter(base -> store.find(base.id()).isPresent()
                && store.facts(base.id()).equals(FactShape.text())).findFirst();
        bases.stream().filter(base -> sealed.isEmpty() || base.id() != sealed.get().id())
                .forEach(base -> generations.endBase(base.id(), "The served generation is computed otherwise"));
        if (sealed.isPresent()) {
            generations.startBase(wanted(served), store.find(sealed.get().id()).orElseThrow().bound(), sealed.get().id());
        } else {
            generations.startBase(wanted(served), bound, null);
        }
    }

    private void seal(Generation base, Instant later) {
        Instant bound = Objects.requireNonNull(base.bound());
        switch (store.standing(base)) {
            case ON_THE_WAY -> {
                return;
            }
            case UNEVEN -> {
                store.goOn(base.id(), later);
                return;
            }
            case THERE -> {
                Seal.Hash hash = hashes.of(base.id(), base.lanes());
                store.seal(base.id(), bound, hash, clock.instant());
                LOG.infof("Baseline %d is sealed at %s: %d states, %d contributions, SHA-256 %s", base.id(), bound,
                        hash.states(),
                        hash.contributions(), hash.sha256());
            }
        }
    }

    /** Where the rows are not those that were sealed, nothing may be built on them or given up for them. */
    private boolean isIntact(Generation base, Seal seal) {
        if (hashes.of(base.id(), base.lanes()).equals(seal.hash())) {
            return true;
        }
        trouble = "Baseline " + base.id() + " is not what was sealed";
        LOG.errorf("%s at %s; it is let go, and another one is made of the feeds", trouble, seal.sealedAt());
        generations.endBase(base.id(), "Its rows are not those that were sealed");
        return false;
    }

    private void confirm(Generation base) {
        for (String service : SERVICES) {
            FeedProgress.Applied applied = progress.applied(base.id(), service);
            try {
                if (!applied.equals(FeedProgress.Applied.NOTHING) && applied.position().epoch() > 0) {
                    producers.confirm(service, config.reader(), applied.position());
                }
            } catch (PositionRefused restored) {
                generations.endBase(base.id(), service + " no longer knows the baseline's position");
                LOG.warnf("%s no longer knows where baseline %d stands; another one is made", service, base.id());
                return;
            } catch (FeedFailure away) {
                LOG.warnf("%s could not be told what is safe: %s", service, away.getMessage());
            }
        }
    }

    private void collapse(Generation served, Generation base, Seal seal) {
        if (!store.isBehind(served, seal.bound()) || !isIntact(base, seal)) {
            return;
        }
        generations.keepFrom(served.id(), seal.bound());
        try {
            if (collapse.work(served, base, seal.bound())) {
                store.collapsed(base.id(), clock.instant());
                LOG.infof("The log of generation %d begins with the baseline of %s", served.id(), seal.bound());
                trouble = null;
            }
        } catch (IllegalStateException different) {
            trouble = different.getMessage();
            LOG.error(trouble);
        }
    }

    private void goOn(Generation base, Seal seal, Instant bound) {
        if (generations.worked().stream()
                .noneMatch(built -> built.origin() != null && built.state() == Generation.State.BUILDING)
                && isIntact(base, seal)) {
            store.goOn(base.id(), bound);
        }
    }
}
