package dev.tandem.platform.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses a webhook may call. Only what the IANA registries give out for the public Internet is public; loopback and
 * private networks can be allowed; what is left (link-local with the metadata services of clouds, multicast, documentation,
 * translated and tunnelled forms in which an IPv4 address hides) is never called.
 */
final class AddressRule {

    /** What sort of place an address is. */
    enum Reach {
        PUBLIC,
        PRIVATE,
        FORBIDDEN
    }

    private record Block(byte[] network, int bits, Reach reach) {

        static Block of(String cidr, Reach reach) {
            int slash = cidr.indexOf('/');
            return new Block(InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress(),
                    Integer.parseInt(cidr.substring(slash + 1)), reach);
        }

        boolean contains(byte[] address) {
            if (address.length != network.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >>> (bit % 8);
                if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The first block that contains an address decides. */
    private static final List<Block> BLOCKS = List.of(
            Block.of("10.0.0.0/8", Reach.PRIVATE), Block.of("172.16.0.0/12", Reach.PRIVATE),
            Block.of("192.168.0.0/16", Reach.PRIVATE), Block.of("127.0.0.0/8", Reach.PRIVATE),
            Block.of("100.64.0.0/10", Reach.PRIVATE),
            Block.of("0.0.0.0/8", Reach.FORBIDDEN), Block.of("169.254.0.0/16", Reach.FORBIDDEN),
            Block.of("192.0.0.0/24", Reach.FORBIDDEN), Block.of("192.0.2.0/24", Reach.FORBIDDEN),
            Block.of("192.88.99.0/24", Reach.FORBIDDEN), Block.of("198.18.0.0/15", Reach.FORBIDDEN),
            Block.of("198.51.100.0/24", Reach.FORBIDDEN), Block.of("203.0.113.0/24", Reach.FORBIDDEN),
            Block.of("224.0.0.0/3", Reach.FORBIDDEN), Block.of("0.0.0.0/0", Reach.PUBLIC),
            Block.of("::1/128", Reach.PRIVATE), Block.of("fc00::/7", Reach.PRIVATE),
            Block.of("2001::/23", Reach.FORBIDDEN), Block.of("2001:db8::/32", Reach.FORBIDDEN),
            Block.of("2002::/16", Reach.FORBIDDEN), Block.of("3fff::/20", Reach.FORBIDDEN),
            Block.of("2000::/3", Reach.PUBLIC), Block.of("::/0", Reach.FORBIDDEN));

    private AddressRule() {
    }

    /** An IPv4 address written as an IPv6 one is judged as what it is. */
    static Reach of(InetAddress address) {
        byte[] bytes = unmapped(address);
        return BLOCKS.stream().filter(block -> block.contains(bytes)).findFirst().map(Block::reach)
                .orElse(Reach.FORBIDDEN);
    }

    private static byte[] unmapped(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return bytes;
        }
        for (int i = 0; i < 12; i++) {
            if (bytes[i] != (byte) (i < 10 ? 0 : 0xff)) {
                return bytes;
            }
        }
        return java.util.Arrays.copyOfRange(bytes, 12, 16);
    }
}
