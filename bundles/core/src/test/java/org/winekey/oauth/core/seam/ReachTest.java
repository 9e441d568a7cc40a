// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
@Tag("R-046")
class ReachTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "0.0.0.0",
                "0.1.2.3",
                "224.0.0.251",
                "255.255.255.255",
                "100.100.100.200",
                "192.0.0.192",
                "168.63.129.16",
                "::",
                "fe80::1",
                "febf::1",
                "ff02::fb",
                "fd00:ec2::254",
                "::ffff:169.254.169.254",
                "::169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1"
            })
    void of_linkLocalMetadataAndUnspecified_isNever(String address) throws UnknownHostException {
        assertThat(Reach.of(InetAddress.getByName(address))).isEqualTo(Reach.NEVER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "127.0.0.1",
                "127.255.0.9",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.2",
                "192.0.0.8",
                "100.64.0.1",
                "100.127.255.255",
                "198.18.0.1",
                "::1",
                "fc00::1",
                "fd12:3456::1",
                "fec0::1",
                "::ffff:192.168.1.2",
                "64:ff9b::10.0.0.1",
                "64:ff9b:1::1",
                "2002:c0a8:102::1"
            })
    void of_ownNetworks_isPrivate(String address) throws UnknownHostException {
        assertThat(Reach.of(InetAddress.getByName(address))).isEqualTo(Reach.PRIVATE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "100.63.255.255",
                "100.128.0.1",
                "169.253.1.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "64:ff9b::101:101",
                "2002:101:101::1"
            })
    void of_others_isPublic(String address) throws UnknownHostException {
        assertThat(Reach.of(InetAddress.getByName(address))).isEqualTo(Reach.PUBLIC);
    }

    @Test
    void names_ofHome_areThoseThatNobodyElseCanOwn() {
        assertThat(new String[] {
                    "nas",
                    "NAS",
                    "my-nas",
                    "nas.local",
                    "nas.local.",
                    "nas.lan",
                    "nas.home.arpa",
                    "home.arpa",
                    "a.b.internal",
                    "localhost",
                    "app.localhost"
                })
                .allMatch(Hosts::isOfHome);
        assertThat(new String[] {
                    "as.example",
                    "local.example",
                    "notlocal",
                    "2130706433",
                    "0x7f000001",
                    "127.0.0.1",
                    "lan.example.org"
                })
                .filteredOn(Hosts::isOfHome)
                .containsExactly("notlocal");
    }

    @Test
    void literals_areAddressesAndNothingThatIsReadDifferently() {
        assertThat(Hosts.literal("127.0.0.1")).isPresent();
        assertThat(Hosts.literal("[::1]")).isPresent();
        assertThat(new String[] {"2130706433", "0x7f.1", "127.1", "256.1.1.1", "[nonsense]", "as.example"})
                .allMatch(host -> Hosts.literal(host).isEmpty());
    }
}
