// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.crash.kill;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.TokenResult;
import org.winekey.oauth.core.seam.JdkHttpTransport;
import org.winekey.oauth.core.seam.PoolScheduler;
import org.winekey.oauth.core.seam.SystemEntropy;
import org.winekey.oauth.core.seam.SystemTime;
import org.winekey.oauth.core.token.ClientTerms;
import org.winekey.oauth.core.token.Keeper;
import org.winekey.oauth.core.token.Keepers;
import org.winekey.oauth.core.vault.Vault;
import org.winekey.oauth.crash.Place;
import org.winekey.oauth.crash.SignedIn;
import org.winekey.oauth.crash.Weakness;

/**
 * The process that is killed: it refreshes without a pause and prints a line for each token that it hands out. It ends by
 * itself when its standard input does.
 */
public final class Victim {

    /** The first line. */
    static final String STARTED = "started";

    /** Begins the line of a token. */
    static final String TOKEN = "token ";

    /** Begins the line that says that somebody has to sign in. */
    static final String REFUSED = "refused ";

    private static final Duration PAUSE = Duration.ofMillis(2);
    private static final int THREADS = 2;

    private final PoolScheduler scheduler = new PoolScheduler("engine", THREADS);
    private String last = "";
    private boolean refused;

    private Victim() {}

    /** Folder, key file, token endpoint, weakness. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(STARTED);
        var watch = new Thread(Victim::endWithParent, "parent");
        watch.setDaemon(true);
        watch.start();
        var place = new Place(Path.of(arguments[0]), Path.of(arguments[1]));
        var keepers =
                place.open(Weakness.valueOf(arguments[3]), vault -> new Victim().live(vault, URI.create(arguments[2])));
        keepers.close();
    }

    private static void endWithParent() {
        try {
            var unused = System.in.read();
        } catch (IOException e) {
            // The parent is gone all the same.
        }
        System.exit(0);
    }

    private Keepers live(Vault vault, URI tokenEndpoint) {
        var time = new SystemTime();
        var transport = new JdkHttpTransport(time, scheduler::execute);
        var keepers = new Keepers(vault, transport, time, scheduler, new SystemEntropy());
        keepers.configure(SignedIn.CLIENT, new ClientTerms.Ready(SignedIn.registration(tokenEndpoint)));
        keepers.settled().join();
        var keeper = keepers.keeper(SignedIn.CLIENT);
        while (!refused) {
            tell(keeper);
            var status = keeper.refreshNow();
            refused = status.code() == ClientStatus.Code.SIGN_IN_REQUIRED;
            var unusedWait = scheduler.await(new CompletableFuture<Optional<String>>(), PAUSE);
        }
        System.out.println(REFUSED + keeper.status().reason());
        return keepers;
    }

    private void tell(Keeper keeper) {
        var result = keeper.token();
        if (result instanceof TokenResult.Granted granted
                && keeper.status().code() != ClientStatus.Code.NOT_DURABLE
                && !granted.token().value().equals(last)) {
            last = granted.token().value();
            System.out.println(TOKEN + last);
        }
    }
}
