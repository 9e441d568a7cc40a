// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.core.seam.HttpTransport.Call;
import org.winekey.oauth.core.seam.HttpTransport.Failed;
import org.winekey.oauth.core.seam.HttpTransport.Fault;

/** What the exceptions of the JDK mean. Their messages are not passed on: some quote what the server sent. */
final class Faults {

    private static final int MOST_CAUSES = 20;

    private Faults() {}

    /** Not sent: only when the body was not taken and the trouble is one of making the connection. */
    static Failed of(Throwable trouble, OnceBody body, Call call) {
        var fault = fault(trouble);
        var sent = body.isUnobserved()
                ? !isBeforeConnecting(fault, trouble)
                : body.mayHaveBeenSent() || !isBeforeSending(fault, trouble);
        return new Failed(sent, fault, detail(fault, call.uri().getHost()));
    }

    /** The JDK was not even asked to send. */
    static Failed notStarted(RuntimeException trouble, boolean bodyTaken, Call call) {
        if (trouble instanceof RefusedAddressException) {
            return new Failed(bodyTaken, Fault.ADDRESS, String.valueOf(trouble.getMessage()));
        }
        return trouble instanceof UnresolvedNameException
                ? new Failed(bodyTaken, Fault.DNS, detail(Fault.DNS, call.uri().getHost()))
                : new Failed(bodyTaken, Fault.CONNECT, "the request could not be started");
    }

    static Map<String, List<String>> lowerCased(HttpHeaders headers) {
        var lower = new TreeMap<String, List<String>>();
        headers.map().forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return Map.copyOf(lower);
    }

    /** The body is asked for once the head is out; until then no server has a request to act on. */
    private static boolean isBeforeSending(Fault fault, Throwable trouble) {
        return fault == Fault.DEADLINE || isBeforeConnecting(fault, trouble);
    }

    private static boolean isBeforeConnecting(Fault fault, Throwable trouble) {
        return switch (fault) {
            case DNS, ADDRESS, CONNECT, TLS, CERTIFICATE, CERTIFICATE_EXPIRED, CERTIFICATE_NOT_YET_VALID -> true;
            default -> has(trouble, HttpConnectTimeoutException.class);
        };
    }

    private static Fault fault(Throwable trouble) {
        if (has(trouble, UnresolvedAddressException.class) || has(trouble, UnknownHostException.class)) {
            return Fault.DNS;
        }
        if (has(trouble, HttpTimeoutException.class)) {
            return Fault.DEADLINE;
        }
        if (has(trouble, ConnectException.class) || has(trouble, NoRouteToHostException.class)) {
            return Fault.CONNECT;
        }
        var certificate = certificateFault(trouble);
        if (certificate != null) {
            return certificate;
        }
        if (has(trouble, SSLException.class)) {
            return Fault.TLS;
        }
        return has(trouble, ProtocolException.class) ? Fault.GARBAGE : Fault.CUT;
    }

    private static @Nullable Fault certificateFault(Throwable trouble) {
        if (has(trouble, CertificateExpiredException.class)) {
            return Fault.CERTIFICATE_EXPIRED;
        }
        if (has(trouble, CertificateNotYetValidException.class)) {
            return Fault.CERTIFICATE_NOT_YET_VALID;
        }
        return has(trouble, CertificateException.class) || has(trouble, CertPathValidatorException.class)
                ? Fault.CERTIFICATE
                : null;
    }

    private static boolean has(Throwable trouble, Class<? extends Throwable> type) {
        return Stream.<@Nullable Throwable>iterate(trouble, cause -> cause == null ? null : cause.getCause())
                .limit(MOST_CAUSES)
                .anyMatch(type::isInstance);
    }

    private static String detail(Fault fault, @Nullable String host) {
        return switch (fault) {
            case DNS -> "the name " + host + " does not resolve";
            case ADDRESS -> host + " has an address that is refused";
            case CONNECT -> "no connection to " + host;
            case TLS -> "no secure connection to " + host;
            case CERTIFICATE_NOT_YET_VALID -> "the certificate of " + host + " is not valid yet; check the clock";
            case CERTIFICATE_EXPIRED -> "the certificate of " + host + " has expired, or the clock is ahead";
            case CERTIFICATE -> "the certificate of " + host + " is not trusted or names another host";
            case DEADLINE -> "no whole answer from " + host + " in time";
            case CUT -> "the connection to " + host + " ended before the answer was whole";
            case TOO_LARGE -> "the answer of " + host + " is too large";
            case GARBAGE -> "the answer of " + host + " is not HTTP";
        };
    }
}
