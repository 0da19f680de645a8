package dev.tandem.local;

import java.util.Map;

import dev.tandem.local.home.Home;
import dev.tandem.local.home.Ports;
import dev.tandem.local.home.Terminal;

/** What every command works with. */
record Run(Home home, Ports ports, Map<String, String> environment, Terminal terminal) {
}
