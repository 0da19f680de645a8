package dev.tandem.gateway.forward;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The peers whose word about the client is believed. A bad entry stops the start. */
final class TrustedProxies {

    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]+");

    private record Block(byte[] network, int bits) {

        boolean contains(byte[] address) {
            int rest = address.length * 8 - bits;
            return address.length == network.length
                    && new BigInteger(1, address).shiftRight(rest).equals(new BigInteger(1, network).shiftRight(rest));
        }
    }

    private final List<Block> blocks;

    TrustedProxies(List<String> entries) {
        this.blocks = entries.stream().map(TrustedProxies::block).toList();
    }

    boolean trusts(@Nullable String peer) {
        if (peer == null || blocks.isEmpty() || !LITERAL.matcher(peer).matches()) {
            return false;
        }
        byte[] address = address(peer);
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    static boolean isAddress(String text) {
        return LITERAL.matcher(text).matches() && (text.indexOf(':') >= 0 || text.indexOf('.') > 0);
    }

    private static Block block(String entry) {
        String[] parts = entry.strip().split("/", 2);
        if (!isAddress(parts[0])) {
            throw new IllegalArgumentException("Trusted proxy '" + entry + "' is no IP address or CIDR block.");
        }
        byte[] network = address(parts[0]);
        int bits = parts.length == 1 ? network.length * 8 : Integer.parseInt(parts[1]);
        if (bits < 0 || bits > network.length * 8) {
            throw new IllegalArgumentException("Trusted proxy '" + entry + "' has an impossible prefix length.");
        }
        return new Block(network, bits);
    }

    /** Only called with literals, so no name is ever looked up. */
    private static byte[] address(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException("'" + literal + "' is no IP address.", notAnAddress);
        }
    }
}
