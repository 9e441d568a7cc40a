// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How requests to an API carry the token. */
class ApiStyleTest {

    @Test
    void nothingSet_isBearer() {
        assertThat(Samples.valid(Samples.good()).card().api()).isEqualTo(ApiStyle.PLAIN);
    }

    @Test
    void headerSchemeAndHeaders_areRead() {
        var raw = Samples.goodWith("api_token_header", "X-Shopify-Access-Token");
        raw.put("api_token_scheme", "none");
        raw.put("api_headers.Client-Id", "{client_id}");

        assertThat(Samples.valid(raw).card().api())
                .isEqualTo(new ApiStyle("X-Shopify-Access-Token", "", Map.of("Client-Id", "id-1")));
    }

    @Test
    void scheme_ofTheProvider_isRead() {
        assertThat(Samples.valid(Samples.goodWith("api_token_scheme", "Zoho-oauthtoken"))
                        .card()
                        .api()
                        .scheme())
                .isEqualTo("Zoho-oauthtoken");
    }

    @Test
    @Tag("R-095")
    void headers_whoseValuesAreOftenKeys_areShownNowhere() {
        var raw = Samples.goodWith("api_headers.X-Anything", "cnry-key");
        raw.put("token_headers.X-Anything", "cnry-key");

        var settings = Samples.valid(raw);

        assertThat(settings.card().toString()).doesNotContain("cnry-key");
        assertThat(settings.registration().toString()).doesNotContain("cnry-key");
    }

    @ParameterizedTest
    @CsvSource({
        "api_token_header, Cookie, remove it",
        "api_token_header, 'a b', no name of a header",
        "api_token_scheme, 'a b', one word such as Bearer",
        "api_headers.Host, x, remove it",
        "api_headers.Authorization, x, remove it"
    })
    void wrongValue_namesTheKeyAndTheRemedy(String key, String value, String part) {
        var wrong = Samples.invalid(Samples.goodWith(key, value));

        assertThat(wrong.key()).isEqualTo(key);
        assertThat(wrong.reason()).contains(part);
    }

    @Test
    void headerOfTheToken_asAFurtherHeader_isRefused() {
        var raw = Samples.goodWith("api_token_header", "X-Token");
        raw.put("api_headers.x-token", "mine");

        assertThat(Samples.invalid(raw).reason()).contains("has the token", "remove one");
    }
}
