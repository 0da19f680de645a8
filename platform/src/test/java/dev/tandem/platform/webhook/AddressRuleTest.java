package dev.tandem.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.tandem.platform.webhook.AddressRule.Reach;

class AddressRuleTest {

    @ParameterizedTest
    @ValueSource(strings = { "1.1.1.1", "8.8.8.8", "93.184.216.34", "9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0",
            "192.167.255.255", "192.169.0.0", "100.63.255.255", "100.128.0.0", "169.253.255.255", "126.255.255.255",
            "128.0.0.0",
            "223.255.255.255", "198.17.255.255", "198.20.0.0", "2606:4700::1111", "2a00:1450:4001::1", "2001:4860:4860::8888" })
    void thePublicInternetIsPublic(String address) {
        assertThat(AddressRule.of(InetAddress.ofLiteral(address))).isEqualTo(Reach.PUBLIC);
    }

    @ParameterizedTest
    @ValueSource(strings = { "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "127.0.0.1",
            "127.255.255.254", "100.64.0.1", "100.127.255.255", "::1", "fc00::1", "fdff:ffff::1", "::ffff:10.0.0.1",
            "::ffff:127.0.0.1", "::ffff:7f00:1" })
    void networksOfOnesOwnArePrivate(String address) {
        assertThat(AddressRule.of(InetAddress.ofLiteral(address))).isEqualTo(Reach.PRIVATE);
    }

    @ParameterizedTest
    @ValueSource(strings = { "0.0.0.0", "0.1.2.3", "169.254.169.254", "169.254.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1",
            "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1",
            "255.255.255.255", "::", "fe80::1", "febf::1", "fec0::1", "ff02::1", "2001:db8::1", "3fff::1", "2001::1",
            "2002:a00:1::",
            "64:ff9b::a00:1", "64:ff9b:1::1", "::a00:1", "::ffff:0:10.0.0.1", "100::1", "::ffff:169.254.169.254" })
    void whatIsNeitherIsNeverCalled(String address) {
        assertThat(AddressRule.of(InetAddress.ofLiteral(address))).isEqualTo(Reach.FORBIDDEN);
    }

    @Test
    void aMappedAddressThatCameAsSixteenBytesIsJudgedByItsFour() throws UnknownHostException {
        byte[] mapped = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1 };
        InetAddress address = Inet6Address.getByAddress("name", mapped, 0);

        assertThat(address).isInstanceOf(Inet6Address.class);
        assertThat(AddressRule.of(address)).isEqualTo(Reach.PRIVATE);
    }
}
