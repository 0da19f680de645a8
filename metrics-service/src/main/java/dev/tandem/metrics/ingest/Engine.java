package dev.tandem.metrics.ingest;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;

import org.jboss.logging.Logger;

import dev.tandem.metrics.contribution.Metric;
import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.generation.Generations;
import dev.tandem.metrics.generation.ReportingCurrencies;
import dev.tandem.metrics.store.Database;
import dev.tandem.platform.time.CompanyCalendar;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;

/** Keeps this replica at work: on the generations there are, with the lanes it can get. */
@ApplicationScoped
public class Engine {

    private static final Logger LOG = Logger.getLogger(Engine.class);

    private final Generations generations;
    private final FeedsConfig feeds;
    private final EngineConfig engine;
    private final CompanyCalendar calendar;
    private final ReportingCurrencies reporting;
    private final Clock clock;
    private final ExecutorService threads;
    private final FeedClient client;
    private final GenerationIngest.Tools tools;
    private final Map<Integer, GenerationIngest> working = new ConcurrentHashMap<>();
    private Instant renewAt = Instant.EPOCH;
    private boolean stopped;

    Engine(Generations generations, Database database, DataSource dataSource, FeedsConfig feeds, EngineConfig engine,
            CompanyCalendar calendar, ReportingCurrencies reporting, Clock clock) {
        this.generations = generations;
        this.feeds = feeds;
        this.engine = engine;
        this.calendar = calendar;
        this.reporting = reporting;
        this.clock = clock;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient http = FeedClient.http();
        this.client = new FeedClient(feeds.services(), FeedToken.of(feeds, http, clock), http);
        this.tools = new GenerationIngest.Tools(client,
                new PgLaneStore(dataSource), new LaneLeases(database, engine.instance(), engine.lease()), feeds,
                engine.restatementChunk(), threads);
    }

    @Produces
    FeedChecksums checksums() {
        return client;
    }

    @Produces
    FeedConfirmations confirmations() {
        return client;
    }

    /** What a generation must have been computed with to be current. */
    public Generations.Wanted wanted(String reason, boolean acceptDifferences, String requestedBy) {
        return new Generations.Wanted(engine.lanes(), calendar.zone(), calendar.currency(), reporting.codes(),
                Metric.definitions(), reason, acceptDifferences, requestedBy);
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    synchronized void tick() throws InterruptedException {
        if (stopped || !feeds.enabled()) {
            return;
        }
        generations.ensure(wanted("configuration", true, "system"));
        List<Generation> wanted = new ArrayList<>(generations.worked());
        wanted.addAll(generations.bases());
        Set<Integer> ids = wanted.stream().map(Generation::id).collect(Collectors.toSet());
        for (int id : List.copyOf(working.keySet())) {
            if (!ids.contains(id)) {
                end(id);
            }
        }
        Instant now = clock.instant();
        boolean renew = !now.isBefore(renewAt);
        for (Generation generation : wanted) {
            GenerationIngest ingest = working.get(generation.id());
            if (ingest != null) {
                ingest.follow(generation);
            }
            if (ingest == null) {
                ingest = new GenerationIngest(generation, tools);
                working.put(generation.id(), ingest);
                ingest.start();
                ingest.keepLanes();
                LOG.infof("Working generation %d in %d lanes", generation.id(), generation.lanes());
            } else {
                if (renew) {
                    ingest.keepLanes();
                }
                if (ingest.isCutOff() && generation.state() == Generation.State.BASE) {
                    generations.endBase(generation.id(), "A service no longer knows the baseline's position");
                } else if (ingest.isCutOff()) {
                    generations.startOver(generation.id(), wanted(Generations.RESTORED, true, "system"));
                }
            }
        }
        if (renew) {
            renewAt = now.plus(renewal());
        }
    }

    private Duration renewal() {
        return engine.lease().dividedBy(6);
    }

    private void end(int id) throws InterruptedException {
        GenerationIngest ended = working.remove(id);
        if (ended != null) {
            ended.stop();
        }
    }

    /** While the database can still be told: what is let go here, another replica takes at once. */
    synchronized void stop(@Observes ShutdownEvent end) throws InterruptedException {
        stopped = true;
        for (int id : List.copyOf(working.keySet())) {
            end(id);
        }
        threads.shutdownNow();
    }

    /** Lanes of this replica, over all generations. */
    public int lanesHeld() {
        return working.values().stream().mapToInt(ingest -> ingest.lanes().size()).sum();
    }

    /** Looks for news at once instead of at the next poll. */
    public void ring() {
        working.values().forEach(GenerationIngest::ring);
    }

    /** By service, what keeps its feeds from moving in this replica. */
    public Map<String, String> troubles() {
        Map<String, String> troubles = new TreeMap<>();
        working.values().forEach(ingest -> troubles.putAll(ingest.troubles()));
        return troubles;
    }
}
