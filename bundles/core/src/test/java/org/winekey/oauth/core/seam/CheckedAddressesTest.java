// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class CheckedAddressesTest {

    private static final Route INSECURE = new Route(true, false, List.of(), null);
    private static final Route PRIVATE = new Route(false, true, List.of(), null);
    private static final Route BOTH = new Route(true, true, List.of(), null);

    /** Names that lead to several addresses have them in this order. */
    private static final Map<String, List<String>> NAMES = Map.of(
            "public.example", List.of("203.0.113.7"),
            "split.example", List.of("192.168.1.9"),
            "metadata.example", List.of("169.254.169.254"),
            "mixed.example", List.of("203.0.113.7", "10.0.0.1"),
            "trap.example", List.of("203.0.113.7", "fd00:ec2::254"),
            "nas.local", List.of("192.168.1.9", "fe80::9"),
            "odd.local", List.of("fe80::9"),
            "cloud.lan", List.of("203.0.113.7"),
            "localhost", List.of("127.0.0.1"));

    private static InetAddress[] lookUp(String host) throws UnknownHostException {
        var texts = NAMES.get(host);
        if (texts == null) {
            throw new UnknownHostException(host);
        }
        var addresses = new InetAddress[texts.size()];
        for (var i = 0; i < addresses.length; i++) {
            addresses[i] = InetAddress.getByAddress(
                    host, InetAddress.getByName(texts.get(i)).getAddress());
        }
        return addresses;
    }

    private static List<Proxy> select(Route route, String address) {
        var none = new TunnelsOnly(() -> null);
        return new CheckedAddresses(route, none, CheckedAddressesTest::lookUp).select(URI.create(address));
    }

    private static Optional<String> keyOfRefusal(Route route, String address) {
        try {
            select(route, address);
        } catch (RefusedAddressException e) {
            assertThat(e).hasMessageContaining(URI.create(address).getHost());
            e.key().ifPresent(key -> assertThat(e).hasMessageContaining(key));
            return e.key().or(() -> Optional.of("never"));
        }
        return Optional.empty();
    }

    @ParameterizedTest
    @Tag("R-046")
    @ValueSource(
            strings = {
                "https://169.254.169.254/",
                "https://[fd00:ec2::254]/",
                "https://[::]/",
                "https://0.0.0.0/",
                "https://[::ffff:169.254.169.254]/",
                "https://[fe80::1]/",
                "https://metadata.example/",
                "https://trap.example/",
                "https://odd.local/",
                "http://169.254.169.254/"
            })
    void metadataAndLinkLocal_areRefusedWhateverIsAllowed(String address) {
        assertThat(keyOfRefusal(BOTH, address)).contains("never");
    }

    @ParameterizedTest
    @Tag("R-046")
    @ValueSource(strings = {"https://split.example/", "https://mixed.example/"})
    void publicNameThatLeadsHome_isRefusedWithTheNameOfTheKey(String address) {
        assertThat(keyOfRefusal(Route.PUBLIC, address)).contains("allow_private_address");
        assertThat(keyOfRefusal(INSECURE, address)).contains("allow_private_address");
        assertThat(keyOfRefusal(PRIVATE, address)).isEmpty();
    }

    @ParameterizedTest
    @Tag("R-046")
    @ValueSource(
            strings = {
                "https://public.example/",
                "https://nas.local/",
                "https://cloud.lan/",
                "https://192.168.1.9/",
                "https://[fd12::1]/",
                "https://203.0.113.7/",
                "http://localhost/",
                "http://127.0.0.1/",
                "http://[::1]/"
            })
    void othersNeedNoKey(String address) {
        assertThat(keyOfRefusal(Route.PUBLIC, address)).isEmpty();
    }

    @ParameterizedTest
    @Tag("R-044")
    @CsvSource({
        "http://192.168.1.9/, allow_insecure, ''",
        "http://[fd12::1]/, allow_insecure, ''",
        "http://nas.local/, allow_insecure, ''",
        "http://public.example/, allow_insecure, never",
        "http://cloud.lan/, allow_insecure, never",
        "http://203.0.113.7/, never, never",
        "http://mixed.example/, allow_insecure, never",
        "http://split.example/, allow_insecure, allow_private_address"
    })
    void plainHttp_goesHomeOnlyAndOnlyWhereAdmitted(String address, String withoutKey, String withKey) {
        assertThat(keyOfRefusal(Route.PUBLIC, address)).contains(withoutKey);
        assertThat(keyOfRefusal(INSECURE, address).orElse("")).isEqualTo(withKey);
    }

    @Test
    @Tag("R-046")
    void plainHttp_name_isConnectedToTheAddressThatWasLookedAt() {
        var home = new InetSocketAddress("192.168.1.9", 8080);

        assertThat(select(INSECURE, "http://nas.local:8080/token")).containsExactly(new Proxy(Proxy.Type.HTTP, home));
        assertThat(select(INSECURE, "http://nas.local/"))
                .containsExactly(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("192.168.1.9", 80)));
        assertThat(select(INSECURE, "http://192.168.1.9/")).containsExactly(Proxy.NO_PROXY);
        assertThat(select(Route.PUBLIC, "https://public.example/")).doesNotContain(new Proxy(Proxy.Type.HTTP, home));
    }

    @Test
    void nameBehindAProxy_isTheProxysToLookUp() {
        var proxy = new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", 3128));
        var machine = new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(proxy);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException trouble) {}
        };
        var checked = new CheckedAddresses(Route.PUBLIC, new TunnelsOnly(() -> machine), CheckedAddressesTest::lookUp);

        assertThat(checked.select(URI.create("https://unknown-here.example/"))).containsExactly(proxy);
        assertThatThrownBy(() -> checked.select(URI.create("https://169.254.169.254/")))
                .isInstanceOf(RefusedAddressException.class);
    }

    @Test
    void unknownName_saysSo() {
        assertThatThrownBy(() -> select(Route.PUBLIC, "https://nowhere.example/"))
                .isInstanceOf(UnresolvedNameException.class)
                .hasMessageContaining("nowhere.example");
    }
}
