// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.protocol;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.protocol.RequestStyle.Token;
import org.winekey.oauth.core.seam.HttpTransport;

/** Parameters that a client sends to its authorization server, with the proof of who it is (RFC 6749 section 2.3). */
final class ClientRequest {

    private ClientRequest() {}

    /** A form that is posted; every secret goes into the body or the header, none into the URL. */
    static HttpTransport.Call of(Registration registration, URI endpoint, Map<String, String> form, Duration deadline) {
        return of(registration, endpoint, form, List.of(), deadline);
    }

    /** The same, naming these resources (RFC 8707 section 2). */
    static HttpTransport.Call of(
            Registration registration,
            URI endpoint,
            Map<String, String> form,
            List<String> resources,
            Duration deadline) {
        return call(
                registration,
                new Draft(endpoint, Encoding.FORM, credentialsOf(registration), form, resources),
                deadline);
    }

    /** The RFC's style; the client has the same name at every endpoint of its provider. */
    private static Token credentialsOf(Registration registration) {
        var renamed =
                new LinkedHashMap<>(registration.dialect().requests().token().renamed());
        renamed.keySet().retainAll(Set.of(Wire.CLIENT_ID, Wire.CLIENT_SECRET));
        return renamed.isEmpty() ? Token.PLAIN : Token.PLAIN.renaming(renamed);
    }

    /** A token request in the style of its server. */
    static HttpTransport.Call styled(
            Registration registration, URI endpoint, Encoding encoding, Map<String, String> form, Duration deadline) {
        var dialect = registration.dialect();
        return call(
                registration,
                new Draft(endpoint, encoding, dialect.requests().token(), form, dialect.resources()),
                deadline);
    }

    /** What is to be sent, by the names of the RFC. */
    private record Draft(
            URI endpoint, Encoding encoding, Token style, Map<String, String> form, List<String> resources) {}

    private static HttpTransport.Call call(Registration registration, Draft draft, Duration deadline) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Accept", "application/json");
        headers.put("User-Agent", "winekey");
        headers.putAll(draft.style().headers());
        var authenticated = new LinkedHashMap<>(draft.form());
        Credentials.add(registration, headers, authenticated);
        var parameters = Naming.of(draft.style()).apply(authenticated);
        var finished = new Finished(registration, draft, headers, parameters, deadline);
        return draft.style().signer().isEmpty() ? finished.call(null) : finished.call(finished);
    }

    /** A request of which all is known but the signature. */
    private record Finished(
            Registration registration,
            Draft draft,
            Map<String, String> headers,
            Map<String, String> parameters,
            Duration deadline)
            implements HttpTransport.Unsigned {

        HttpTransport.Call call(HttpTransport.@Nullable Unsigned unsigned) {
            var written = Written.of(draft.encoding(), draft.endpoint(), parameters, draft.resources());
            var all = new LinkedHashMap<>(headers);
            all.putAll(written.headers());
            return new HttpTransport.Call(
                    written.method(),
                    written.uri(),
                    all,
                    written.body(),
                    deadline,
                    TokenRequest.BODY_CAP,
                    registration.route(),
                    unsigned);
        }

        @Override
        public String client() {
            return registration.client();
        }

        @Override
        public String signer() {
            return draft.style().signer();
        }

        @Override
        public URI endpoint() {
            return draft.endpoint();
        }

        @Override
        public HttpTransport.Call signed(Map<String, String> moreHeaders, Map<String, String> moreParameters) {
            var allHeaders = new LinkedHashMap<>(headers);
            allHeaders.putAll(moreHeaders);
            var allParameters = new LinkedHashMap<>(parameters);
            allParameters.putAll(moreParameters);
            return new Finished(registration, draft, allHeaders, allParameters, deadline).call(null);
        }

        @Override
        public String toString() {
            return "Finished[" + registration.client() + "]";
        }
    }
}
