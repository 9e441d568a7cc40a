// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.winekey.oauth.core.seam.HttpTransport;
import org.winekey.oauth.core.seam.Lanes;
import org.winekey.oauth.core.seam.Scheduler;
import org.winekey.oauth.spi.RequestSigner;
import org.winekey.oauth.spi.RequestSigner.Signature;
import org.winekey.oauth.spi.RequestSigner.UnsignedRequest;

/**
 * Has requests signed by the bundle that the settings of their client name, and by no other: it sees the client secret. What
 * needs a signature and gets none is not sent. Thread-safe.
 */
final class SigningTransport implements HttpTransport {

    private final BundleContext context;
    private final Lanes guests;
    private final Scheduler clock;
    private final HttpTransport network;

    /**
     * In front of the network.
     *
     * @param guests where code of other bundles runs
     * @param clock ends the wait for it
     */
    SigningTransport(BundleContext context, Lanes guests, Scheduler clock, HttpTransport network) {
        this.context = context;
        this.guests = guests;
        this.clock = clock;
        this.network = network;
    }

    @Override
    public CompletableFuture<Outcome> send(Call call) {
        var unsigned = call.unsigned();
        return unsigned == null ? network.send(call) : signed(call, unsigned);
    }

    private CompletableFuture<Outcome> signed(Call call, Unsigned unsigned) {
        var ready = new CompletableFuture<Optional<Call>>();
        var outcome = ready.thenCompose(signed ->
                signed.map(network::send).orElseGet(() -> CompletableFuture.completedFuture(notSent(unsigned))));
        // Guards against a bundle that never answers: the client's next request would wait for ever.
        var patience = clock.after(call.deadline(), () -> ready.complete(Optional.empty()));
        guests.run(unsigned.signer(), () -> {
            ready.complete(
                    signature(call, unsigned).map(added -> unsigned.signed(added.headers(), added.parameters())));
            patience.cancel();
        });
        return outcome;
    }

    private static Outcome notSent(Unsigned unsigned) {
        return new Failed(
                false,
                Fault.CONNECT,
                "the request was not sent, because the bundle " + unsigned.signer()
                        + " (request_signer) did not sign it; bundle:list shows whether it is active");
    }

    // The outer edge towards foreign code: whatever it throws, the request is not sent.
    private Optional<Signature> signature(Call call, Unsigned unsigned) {
        try {
            return signer(unsigned).flatMap(reference -> sign(reference, call, unsigned));
        } catch (RuntimeException | LinkageError | InvalidSyntaxException e) {
            return Optional.empty();
        }
    }

    private Optional<ServiceReference<?>> signer(Unsigned unsigned) throws InvalidSyntaxException {
        var filter = "(" + RequestSigner.CLIENT + "=" + unsigned.client() + ")";
        ServiceReference<?> @Nullable [] found = context.getServiceReferences(RequestSigner.class.getName(), filter);
        return found == null
                ? Optional.empty()
                : Arrays.stream(found)
                        .filter(reference -> isBy(reference, unsigned.signer()))
                        .max(Comparator.naturalOrder());
    }

    private static boolean isBy(ServiceReference<?> reference, String signer) {
        var bundle = reference.getBundle();
        return bundle != null && Bundles.name(bundle).equals(signer);
    }

    private Optional<Signature> sign(ServiceReference<?> reference, Call call, Unsigned unsigned) {
        try {
            return Optional.ofNullable((RequestSigner) context.getService(reference))
                    .map(signer -> signer.sign(new UnsignedRequest(
                            unsigned.client(),
                            call.method(),
                            unsigned.endpoint(),
                            call.headers(),
                            unsigned.parameters())));
        } finally {
            context.ungetService(reference);
        }
    }
}
