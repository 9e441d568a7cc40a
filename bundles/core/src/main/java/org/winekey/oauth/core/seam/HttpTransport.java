// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 as bytes in and bytes out: one attempt, no redirect followed, nothing re-sent, a total deadline from call to
 * last byte, a cap on the body. Thread-safe.
 */
public interface HttpTransport {

    /**
     * Sends once. The future never fails; every end is an {@link Outcome}. It may be completed by a thread of the
     * network: a stage that blocks belongs on another one.
     */
    CompletableFuture<Outcome> send(Call call);

    /**
     * A request.
     *
     * @param method {@code GET} or {@code POST}
     * @param uri absolute, http or https
     * @param headers one value each; may carry secrets
     * @param body the bytes, empty for GET; may carry secrets
     * @param deadline from now to the last byte of the answer
     * @param bodyCap most bytes of the answer's body that are read
     * @param route how it gets there
     * @param unsigned the signature that it needs first (null: none)
     */
    record Call(
            String method,
            URI uri,
            Map<String, String> headers,
            byte[] body,
            Duration deadline,
            int bodyCap,
            Route route,
            @Nullable Unsigned unsigned) {
        /** Copies the headers. */
        public Call {
            requireNonNull(uri, "uri");
            headers = Map.copyOf(headers);
            requireNonNull(route, "route");
        }

        /** A request that nobody signs. */
        public Call(
                String method,
                URI uri,
                Map<String, String> headers,
                byte[] body,
                Duration deadline,
                int bodyCap,
                Route route) {
            this(method, uri, headers, body, deadline, bodyCap, route, null);
        }

        /** A request over the public Internet. */
        public Call(String method, URI uri, Map<String, String> headers, byte[] body, Duration deadline, int bodyCap) {
            this(method, uri, headers, body, deadline, bodyCap, Route.PUBLIC);
        }

        @Override
        public String toString() {
            return method + " " + uri.getScheme() + "://" + uri.getAuthority();
        }
    }

    /** A request that a bundle signs before it is sent. */
    interface Unsigned {
        /** The client name. */
        String client();

        /** The symbolic name of the bundle. */
        String signer();

        /** Where it goes, without parameters. */
        URI endpoint();

        /** Its parameters; they carry secrets. */
        Map<String, String> parameters();

        /** The request with these headers and parameters too. */
        Call signed(Map<String, String> headers, Map<String, String> parameters);
    }

    /** How an attempt ended. */
    sealed interface Outcome {}

    /**
     * A whole answer came.
     *
     * @param status the status code
     * @param headers names in lower case
     * @param body the body
     */
    record Answered(int status, Map<String, List<String>> headers, byte[] body) implements Outcome {

        /** The first value of a header, by its lower-case name. */
        public Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }

        @Override
        public String toString() {
            return "Answered[" + status + ", " + body.length + " bytes]";
        }
    }

    /**
     * No whole answer came.
     *
     * @param sent whether any byte of the request may have reached the server
     * @param fault what went wrong
     * @param detail one sentence without secrets, for people
     * @param partial what had come of an answer that was {@link Fault#TOO_LARGE}: its body ends at the cap; else null
     */
    record Failed(
            boolean sent,
            Fault fault,
            String detail,
            @Nullable Answered partial) implements Outcome {

        /** A failure of which nothing came back. */
        public Failed(boolean sent, Fault fault, String detail) {
            this(sent, fault, detail, null);
        }
    }

    /** What can go wrong on the way. */
    enum Fault {
        /** The name does not resolve. */
        DNS,
        /** The host has an address to which this route sends nothing. */
        ADDRESS,
        /** Nobody listens, or no route. */
        CONNECT,
        /** TLS failed for another reason than the certificate. */
        TLS,
        /** The certificate is not valid yet, by the clock of this machine. */
        CERTIFICATE_NOT_YET_VALID,
        /** The certificate has expired, by the clock of this machine. */
        CERTIFICATE_EXPIRED,
        /** The certificate is not trusted or names another host. */
        CERTIFICATE,
        /** The deadline passed. */
        DEADLINE,
        /** The connection ended before the answer was whole. */
        CUT,
        /** The body or the headers were larger than the cap. */
        TOO_LARGE,
        /** The answer was not HTTP. */
        GARBAGE
    }
}
