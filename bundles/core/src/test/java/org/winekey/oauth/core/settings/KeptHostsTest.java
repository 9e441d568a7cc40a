// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.winekey.oauth.core.settings.Samples.good;
import static org.winekey.oauth.core.settings.Samples.invalid;
import static org.winekey.oauth.core.settings.Samples.valid;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeptHostsTest {

    private static Map<String, Object> settings(String hosts, String kept) {
        var raw = good();
        raw.put("api_hosts", hosts);
        raw.put("response_keep", "instance_url region");
        raw.put("callback_keep", "accounts-server");
        raw.put("kept_hosts", kept);
        return raw;
    }

    private static KeptHosts hosts(String hosts, String kept) {
        return valid(settings(hosts, kept)).card().keptHosts();
    }

    @ParameterizedTest
    @CsvSource({
        "https://eu.example.com, https://eu.example.com:443",
        "eu.example.com, https://eu.example.com:443",
        "EU.example.COM/, https://eu.example.com:443",
        "https://EU.example.com:443/, https://eu.example.com:443",
        "https://one.my.example.net, https://one.my.example.net:443",
        "https://two.one.my.example.net, https://two.one.my.example.net:443",
        "https://eu.example.org:8443, https://eu.example.org:8443"
    })
    void keptValue_ofTheList_isAHost(String value, String origin) {
        var hosts = hosts("{kept.instance_url}", "eu.example.com *.my.example.net eu.example.org:8443");

        assertThat(hosts.origins(Map.of("instance_url", value))).containsExactly(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://eu.example.com.evil.example",
                "https://eu.example.com@evil.example",
                "https://evil.example/eu.example.com",
                "https://evil.example#eu.example.com",
                "https://evil.example?eu.example.com:443",
                "https://evil.example\\.my.example.net",
                "https://evilmy.example.net",
                "https://my.example.net",
                "http://eu.example.com",
                "https://eu.example.com:444",
                "https://eu.example.com/path",
                "javascript:eu.example.com",
                "169.254.169.254",
                "eu.example.com eu.example.com",
                "//eu.example.com",
                "",
                "/"
            })
    void keptValue_ofAnythingElse_isNoHost(String value) {
        var hosts = hosts("{kept.instance_url}", "eu.example.com *.my.example.net");

        assertThat(hosts.origins(Map.of("instance_url", value))).isEmpty();
    }

    @Test
    void template_withTextAroundIt_isFilledIn() {
        var hosts = hosts("https://api-{kept.region}.example.com {kept.accounts-server}", "*.example.com");

        assertThat(hosts.origins(Map.of("region", "eu", "accounts-server", "https://accounts.example.com")))
                .containsExactly("https://api-eu.example.com:443", "https://accounts.example.com:443");
        assertThat(hosts.origins(Map.of("region", "$1"))).isEmpty();
        assertThat(hosts.origins(Map.of())).isEmpty();
    }

    @Test
    void fixedHosts_stayBesideTheTemplates() {
        var card = valid(settings("api.example.com {kept.region}.example.com", "*.example.com"))
                .card();

        assertThat(card.apiHosts()).containsExactly("https://api.example.com:443");
        assertThat(card.keptHosts().isEmpty()).isFalse();
    }

    @Test
    void insecureAtHome_doesNotLetAKeptValueChooseHttp() {
        var raw = settings("{kept.instance_url}", "*.home.arpa box.home.arpa");
        raw.put("allow_insecure", "true");
        var hosts = valid(raw).card().keptHosts();

        assertThat(hosts.origins(Map.of("instance_url", "https://box.home.arpa")))
                .containsExactly("https://box.home.arpa:443");
        assertThat(hosts.origins(Map.of("instance_url", "http://box.home.arpa:443")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "{kept.other}, *.example.com, api_hosts, which nobody keeps",
        "{kept.region}.example.com, '', kept_hosts, is not set",
        "{kept.region}.example.com, *.com, kept_hosts, no host",
        "{kept.region}.example.com, *, kept_hosts, no host",
        "{kept.region}.example.com, https://a.example.com, kept_hosts, no host",
        "{kept.region}.example.com, a.*.example.com, kept_hosts, no host",
        "api.example.com, a b, kept_hosts, no host",
        "{keep.region}.example.com, *.example.com, api_hosts, has an entry"
    })
    void badValue_isNamedWithItsRemedy(String hosts, String kept, String key, String words) {
        var wrong = invalid(settings(hosts, kept));

        assertThat(wrong.key()).isEqualTo(key);
        assertThat(wrong.reason()).contains(words);
    }
}
