package dev.tandem.platform.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Asks the name service for all addresses of a host. */
@FunctionalInterface
interface HostLookup {

    List<InetAddress> addresses(String host) throws UnknownHostException;
}
