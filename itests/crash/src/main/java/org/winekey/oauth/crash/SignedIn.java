// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.winekey.oauth.core.protocol.ClientAuthentication;
import org.winekey.oauth.core.protocol.Grant;
import org.winekey.oauth.core.protocol.Grants;
import org.winekey.oauth.core.protocol.Registration;
import org.winekey.oauth.core.secret.Secret;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.spi.RecordKind;
import org.winekey.oauth.spi.RecordVersion;

/** A client named {@code music} that somebody has signed in. */
public final class SignedIn {

    /** Its name. */
    public static final String CLIENT = "music";

    private static final String CONSENT = "a".repeat(32);

    private SignedIn() {}

    /** Its registration with a token endpoint. */
    public static Registration registration(URI tokenEndpoint) {
        return new Registration(
                CLIENT,
                "winekey",
                null,
                ClientAuthentication.NONE,
                null,
                new Registration.Endpoints(tokenEndpoint, tokenEndpoint, null),
                List.of(),
                null,
                Map.of(),
                Map.of());
    }

    /** Writes the grant of a sign-in with pair 0 of the provider. */
    public static void write(Vault vault, Registration registration, Instant now, Duration lifetime)
            throws IOException {
        var grant = new Grant(
                registration,
                Secret.of(Provider.accessToken(0)),
                Secret.of(Provider.refreshToken(0)),
                Set.of(),
                now,
                now.plus(lifetime),
                now,
                0,
                null);
        vault.write(CLIENT, RecordKind.GRANT, null, RecordVersion.after(null, CONSENT), Grants.encode(grant));
    }
}
