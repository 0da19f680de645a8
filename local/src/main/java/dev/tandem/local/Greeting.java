package dev.tandem.local;

import java.util.List;

import dev.tandem.local.home.Terminal;

/** What a person needs to know once everything runs. */
final class Greeting {
    static final List<String> LOG_INS = List.of("sales", "sales2", "sales-manager", "customer-success", "marketing",
            "shop", "support", "finance", "analyst", "admin", "shopper", "shopper2");
    static final String PASSWORD = "tandem";

    private Greeting() {
    }

    static void say(Run run) {
        Terminal terminal = run.terminal();
        terminal.say("");
        terminal.say("Tandem is ready");
        terminal.say("  Console    %s/", run.ports().gatewayUri());
        terminal.say("  API docs   %s/docs", run.ports().gatewayUri());
        terminal.say("  Log-ins    %s", String.join(", ", LOG_INS.subList(0, 6)));
        terminal.say("             %s", String.join(", ", LOG_INS.subList(6, LOG_INS.size())));
        terminal.say("  Password   %s", PASSWORD);
        terminal.say("  Stop       Ctrl-C, or ./tandem down");
    }
}
