package dev.tandem.metrics.ingest;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

import dev.tandem.metrics.generation.Generation;
import dev.tandem.metrics.state.AccountFact;
import dev.tandem.metrics.state.Change;
import dev.tandem.metrics.state.CustomerFact;
import dev.tandem.metrics.state.Fact;
import dev.tandem.metrics.state.Feed;
import dev.tandem.metrics.state.OpportunityFact;
import dev.tandem.metrics.state.OrderFact;
import dev.tandem.metrics.state.SalesUserFact;
import dev.tandem.platform.feed.FeedPosition;
import dev.tandem.platform.money.Money;
import dev.tandem.platform.time.Precision;

/**
 * How many events per second the lanes apply, of orders and of deals, from memory into a PostgreSQL with its default
 * durability. Run it by hand: {@code main [orders] [deals]}.
 */
final class EngineBench {

    private static final LocalDate BASE = LocalDate.of(1997, 1, 1);
    private static final Instant RECORDED = Instant.parse("2026-01-01T00:00:00Z");
    private final Random random = new Random(1);
    private long xid = 1;
    private long seq;

    public static void main(String[] args) throws IOException, InterruptedException {
        EngineBench bench = new EngineBench();
        int orders = args.length > 0 ? Integer.parseInt(args[0]) : 70_000;
        int deals = args.length > 1 ? Integer.parseInt(args[1]) : 8_800;
        try (EngineDatabase database = new EngineDatabase(true)) {
            bench.measure(database, "orders and customers", bench.orders(orders));
            bench.measure(database, "deals", bench.deals(deals));
        }
    }

    private void measure(EngineDatabase database, String what, List<FeedEvent> events) throws InterruptedException {
        Generation generation = database.fresh(4);
        Held pages = new Held(events);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            GenerationIngest ingest = new GenerationIngest(generation,
                    new GenerationIngest.Tools(pages, new PgLaneStore(database.dataSource()),
                            new LaneLeases(database.database(), "bench", Duration.ofMinutes(5)), new Config(), 2000, threads));
            FeedProgress progress = new FeedProgress(database.database());
            double engineBefore = engineSeconds();
            double databaseBefore = databaseSeconds(database);
            long start = System.nanoTime();
            ingest.start();
            ingest.keepLanes();
            String service = events.getLast().feed().service();
            while (progress.applied(generation.id(), service).position().compareTo(pages.head) < 0) {
                LockSupport.parkNanos(20_000_000);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double engine = engineSeconds() - engineBefore;
            double stored = databaseSeconds(database) - databaseBefore;
            System.out.printf("%s: %d events in %.1f s = %.0f events/s; processor time %.1f s engine + %.1f s database"
                    + " = %.0f events per second of one core%n", what, events.size(), seconds, events.size() / seconds,
                    engine, stored, events.size() / (engine + stored));
            ingest.stop();
        }
    }

    private static double engineSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000d;
    }

    /** Processor time of the database's processes, also of those that ended; other work on the machine is not in it. */
    private static double databaseSeconds(EngineDatabase database) {
        long backend = database.database().first("SELECT pg_backend_pid()", row -> row.getLong(1)).orElseThrow();
        try {
            long postmaster = field(backend, 3);
            double ticks = 0;
            for (int each = 13; each <= 16; each++) {
                ticks += field(postmaster, each);
            }
            try (var processes = java.nio.file.Files.newDirectoryStream(java.nio.file.Path.of("/proc"), "[0-9]*")) {
                for (java.nio.file.Path process : processes) {
                    ticks += ticks(Long.parseLong(process.getFileName().toString()), postmaster);
                }
            }
            return ticks / 100;
        } catch (IOException gone) {
            return Double.NaN;
        }
    }

    /** Of a process of this server; one that has ended in between counts nothing. */
    private static long ticks(long pid, long postmaster) {
        try {
            return field(pid, 3) == postmaster ? field(pid, 13) + field(pid, 14) : 0;
        } catch (IOException ended) {
            return 0;
        }
    }

    private static long field(long pid, int index) throws IOException {
        String stat = java.nio.file.Files.readString(java.nio.file.Path.of("/proc/" + pid + "/stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[index - 2]);
    }

    /** Serves from memory. */
    private static final class Held implements FeedPages {
        private final Map<Feed, NavigableMap<FeedPosition, FeedEvent>> byFeed = new HashMap<>();
        private final FeedPosition head;

        private Held(List<FeedEvent> events) {
            events.forEach(event -> byFeed.computeIfAbsent(event.feed(), feed -> new TreeMap<>(Comparator.naturalOrder()))
                    .put(event.position(), event));
            head = new FeedPosition(1, events.getLast().position().xid() + 1, 0);
        }

        @Override
        public FeedPage read(Feed feed, FeedPosition after, int limit, Duration wait) {
            List<FeedEvent> page = byFeed.getOrDefault(feed, new TreeMap<>()).tailMap(after, false).values().stream()
                    .limit(limit).toList();
            if (page.isEmpty()) {
                LockSupport.parkNanos(wait.toNanos());
            }
            return new FeedPage(page, head, RECORDED);
        }
    }

    private record Config() implements FeedsConfig {
        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public Service accounts() {
            return () -> URI.create("http://localhost");
        }

        @Override
        public Service orders() {
            return accounts();
        }

        @Override
        public Optional<java.nio.file.Path> tokenFile() {
            return Optional.empty();
        }

        @Override
        public Optional<Client> client() {
            return Optional.empty();
        }

        @Override
        public Duration idlePoll() {
            return Duration.ofSeconds(1);
        }

        @Override
        public int pageSize() {
            return 1000;
        }

        @Override
        public int batchSize() {
            return 4000;
        }
    }

    private FeedEvent event(Feed feed, UUID id, Fact fact) {
        if (++seq % 500 == 0) {
            xid++;
        }
        return new FeedEvent(feed, id, 1, Change.UPSERT, RECORDED, new FeedPosition(1, xid, seq), fact);
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private List<FeedEvent> orders(int count) {
        List<FeedEvent> events = new ArrayList<>();
        while (events.size() < count) {
            UUID customer = id();
            events.add(event(Feed.CUSTOMER, customer, new CustomerFact("ACTIVE", "US", "c" + seq)));
            for (int i = 0; i < 3; i++) {
                LocalDate day = BASE.plusDays(random.nextInt(540));
                Instant at = day.atStartOfDay(ZoneOffset.UTC).toInstant();
                Money total = new Money(100 + random.nextInt(10_000), "USD");
                events.add(event(Feed.ORDER, id(), new OrderFact(customer, "COMPLETED", "IMPORT", "US", at, day,
                        Precision.DAY, total, List.of(new OrderFact.Line(1, id(), 2, total)),
                        List.of(new OrderFact.Payment(id(), "CAPTURE", "SUCCEEDED", total, at, day, Precision.DAY)),
                        "o" + seq, "x-" + seq, "IMPORT")));
            }
        }
        return events;
    }

    private List<FeedEvent> deals(int count) {
        List<FeedEvent> events = new ArrayList<>();
        List<UUID> users = new ArrayList<>();
        List<UUID> accounts = new ArrayList<>();
        List<UUID> products = new ArrayList<>();
        for (int i = 0; i < 35; i++) {
            users.add(id());
            events.add(event(Feed.SALES_USER, users.getLast(), new SalesUserFact("u" + i, users.get(i % 6 % (i + 1)),
                    List.of("East", "West", "Central").get(i % 3), null, null, "IMPORT")));
        }
        for (int i = 0; i < 85; i++) {
            accounts.add(id());
            events.add(event(Feed.ACCOUNT, accounts.getLast(), new AccountFact("industry" + i % 10,
                    new String(new char[] { (char) ('A' + i % 15), 'X' }).getBytes(StandardCharsets.UTF_8).length + "", null,
                    "IMPORT")));
        }
        for (int i = 0; i < 7; i++) {
            products.add(id());
        }
        for (int i = 0; i < count; i++) {
            LocalDate opened = LocalDate.of(2016, 10, 20).plusDays(random.nextInt(400));
            LocalDate closed = opened.plusDays(random.nextInt(138));
            boolean open = random.nextInt(4) == 0;
            Money amount = open ? null : new Money(random.nextInt(500_000), "USD");
            events.add(event(Feed.OPPORTUNITY, id(), new OpportunityFact(accounts.get(random.nextInt(85)),
                    users.get(random.nextInt(35)), null, amount, !open, random.nextInt(3) > 0, null, opened, Precision.DAY,
                    false, null, open ? null : closed, Precision.DAY, null,
                    List.of(new OpportunityFact.Line(1, products.get(random.nextInt(7)), amount)), "d" + i, "IMPORT")));
        }
        return events;
    }
}
