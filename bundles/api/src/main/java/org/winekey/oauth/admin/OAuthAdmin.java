// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.admin;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.winekey.oauth.ClientStatus;

/**
 * The one port of all faces. An OSGi service for the bundles of this product and those that the setting {@code admins}
 * names; every method throws {@link AdminException} with {@link AdminException.Problem#NOT_PERMITTED} for others. It
 * returns no token and no client secret.
 *
 * <p>Thread-safe. No method blocks longer than {@code token_timeout}, but for {@link #rotateKeys} and those about backups,
 * which derive a key from a passphrase: that takes a second or two on a small computer.
 */
@ProviderType
public interface OAuthAdmin {

    /**
     * The same port in the name of a user: the audit log then says who did what. Methods that take a {@link Starter} name theirs.
     *
     * @param user the authenticated user who acts (never null)
     * @return a port for this user, to be used as long as the user is known (never null)
     */
    OAuthAdmin as(Starter user);

    /**
     * All configured clients, ordered by name.
     *
     * @return an immutable snapshot (never null, may be empty)
     */
    List<ClientReport> clients();

    /**
     * One configured client.
     *
     * @param client the client name (never null)
     * @return the report (never null, empty: no such client)
     */
    Optional<ClientReport> client(String client);

    /**
     * Why a client is as it is: who has to act, what comes next, what that rests on and what happened before.
     *
     * @param client the client name (never null)
     * @return the explanation (never null)
     * @throws AdminException NO_SUCH_CLIENT
     */
    ClientExplanation explain(String client);

    /**
     * Starts a sign-in: stores a ticket and makes the one-time links that a person opens. A newer ticket of the same
     * client cancels the older one, unless the code of that one is being exchanged.
     *
     * @param client the client name (never null)
     * @param starter who asks (never null)
     * @return the links {@code <base_uri>/oauth/go/<nonce>} and their deadline (never null)
     * @throws AdminException NO_SUCH_CLIENT, MISCONFIGURED (with the key) or UNAVAILABLE, also while a code that came
     *     back to this client is being exchanged
     */
    SignInLink begin(String client, Starter starter);

    /**
     * What the page behind a one-time link tells before a person goes on: who asked, for which client and scopes, where
     * it leads. Consumes nothing.
     *
     * @param nonce the last path segment of the link (never null, any text)
     * @param bindings the value of every binding cookie that the browser sent (never null, may be empty); a used link is shown
     *     again to the browser that used it, and to no other
     * @return the offer (never null, empty: unknown, expired or already used)
     */
    Optional<SignInOffer> offer(String nonce, Set<String> bindings);

    /**
     * Lets a browser leave for the provider through a door. The first departure consumes the one-time link and binds the
     * sign-in to the browser; the same browser may come back to the link and leave through another door, or once more
     * through the same, as long as the sign-in is open. With pushed authorization requests (RFC 9126) it waits for the
     * provider at most {@code token_timeout}.
     *
     * @param nonce the last path segment of the link (never null, any text)
     * @param door one of the doors of the offer (never null)
     * @param bindings the value of every binding cookie that the browser sent (never null, may be empty)
     * @return where to send the browser and the binding to set as its cookie (never null, empty: unknown, expired, used
     *     by another browser, or no such door)
     * @throws AdminException UNAVAILABLE when the store cannot be written or the provider does not take the request
     */
    Optional<Departure> depart(String nonce, Door door, Set<String> bindings);

    /**
     * Opens the device door (RFC 8628): on the open sign-in of this client if it is this starter's, else on a new one. A
     * device code that was open before is given up. The service polls by itself; {@link #openSignIn} and
     * {@link #client} tell how it ends. Waits for the provider at most {@code token_timeout}.
     *
     * @param client the client name (never null)
     * @param starter who asks (never null)
     * @return what to show to the starter, and to nobody else (never null)
     * @throws AdminException NO_SUCH_CLIENT, MISCONFIGURED (with the key), or UNAVAILABLE: with what the provider said, or
     *     because a code that came back to this client is being exchanged
     */
    DeviceCode device(String client, Starter starter);

    /**
     * The sign-in of a client that was started and has brought no tokens yet.
     *
     * @param client the client name (never null)
     * @param viewer who looks (never null); links and device code are shown to the starter only
     * @return the sign-in (never null, empty: none is open)
     */
    Optional<OpenSignIn> openSignIn(String client, Starter viewer);

    /**
     * Finishes a sign-in with the authorization response (RFC 6749 section 4.1.2) that a browser brought to the callback.
     * The ticket is claimed before the code is exchanged; whatever is refused leaves the present grant untouched. From
     * another browser than the one that left, the grant waits for acceptance.
     *
     * @param arrival the response as it came (never null)
     * @return what became of it (never null)
     * @throws AdminException UNAVAILABLE when the store is not open
     */
    SignInOutcome arrive(Arrival arrival);

    /**
     * Finishes a sign-in with the address that the browser ended on, pasted by an authenticated user. From another user
     * than the starter, or at another face, the grant waits for acceptance.
     *
     * @param address the whole redirected URL (never null)
     * @param starter who pastes (never null)
     * @return what became of it (never null)
     * @throws AdminException UNAVAILABLE when the store is not open
     */
    SignInOutcome complete(String address, Starter starter);

    /**
     * The grants that wait for acceptance.
     *
     * @return an immutable snapshot, ordered by client name (never null, may be empty)
     * @throws AdminException UNAVAILABLE when the store cannot be read
     */
    List<PendingGrant> pending();

    /**
     * Makes a waiting grant the grant of its client; the one before is set aside. Only for a person who has seen whose
     * account it is.
     *
     * @param client the client name (never null)
     * @param id the {@link PendingGrant#id()} that the person saw (never null)
     * @return DONE; SETTINGS_CHANGED when the settings describe another registration by now, and NOT_STORED, leave it waiting
     *     (never null)
     * @throws AdminException NO_SUCH_SIGN_IN, or UNAVAILABLE when the store is not open
     */
    SignInOutcome accept(String client, String id);

    /**
     * Drops a waiting grant. Its tokens are not revoked: some providers would end every grant of that user and client
     * with them, the one in use too. Whoever wants them ended does so in the account at the provider.
     *
     * @param client the client name (never null)
     * @param id the {@link PendingGrant#id()} that the person saw (never null)
     * @throws AdminException NO_SUCH_SIGN_IN, or UNAVAILABLE when the store cannot be written
     */
    void decline(String client, String id);

    /**
     * Signs in with user name and password, where the settings of a person admit it (RFC 6749 section 4.3). They are sent
     * once and kept nowhere; a wrong password is not tried again. Waits for the end at most {@code token_timeout}.
     *
     * @param client the client name (never null)
     * @param userName of the account at the provider (never null)
     * @param password of that account (never null); wiped before this returns
     * @param starter the user who typed both (never null)
     * @return what became of it (never null)
     * @throws AdminException NO_SUCH_CLIENT, MISCONFIGURED when this client signs in another way, or UNAVAILABLE, also
     *     while a code that came back to this client is being exchanged
     */
    SignInOutcome signIn(String client, String userName, char[] password, Starter starter);

    /**
     * Refreshes now, on a person's wish, and waits for the result at most {@code token_timeout}.
     *
     * @param client the client name (never null)
     * @return the status afterwards (never null)
     * @throws AdminException NO_SUCH_CLIENT, NO_GRANT or UNAVAILABLE
     */
    ClientStatus refresh(String client);

    /**
     * Forgets the grant, any open sign-in and any grant that waits for acceptance of this client, also of one that is no
     * longer configured. Its tokens stop being handed out at once.
     *
     * @param client the client name (never null)
     * @throws AdminException NO_SUCH_CLIENT when neither a configuration nor a grant of that name exists, UNAVAILABLE
     *     when the store cannot be written
     */
    void forget(String client);

    /**
     * Ends the grant at its provider (RFC 7009), refresh token first, and then forgets it here as {@link #forget} does,
     * whatever the provider says. Without a revocation endpoint, and in quarantine, nothing changes. Only on the wish of a
     * person who has read {@link RevocationOutcome#WARNING}. Its tokens stop being handed out when it begins; waits for the
     * end at most {@code token_timeout}.
     *
     * @param client the client name (never null)
     * @return what became of it (never null)
     * @throws AdminException NO_SUCH_CLIENT, NO_GRANT, or UNAVAILABLE when the store cannot be used
     */
    RevocationOutcome revoke(String client);

    /**
     * Asks the provider about the access token that is held (RFC 7662), on a person's wish. Whatever it says, nothing is
     * changed and nothing is kept. Waits for the answer at most {@code token_timeout}.
     *
     * @param client the client name (never null)
     * @return what the provider says (never null)
     * @throws AdminException NO_SUCH_CLIENT, NO_GRANT, or UNAVAILABLE when the store cannot be used
     */
    Introspection introspect(String client);

    /**
     * The grants in quarantine: they came out of a copy of this store, and nothing is refreshed with them.
     *
     * @return an immutable snapshot, the oldest batch first (never null, may be empty)
     * @throws AdminException UNAVAILABLE when the store cannot be read
     */
    List<QuarantineBatch> quarantine();

    /**
     * Releases a batch, because a person said that the other system is switched off for good: its grants are refreshed
     * again, at once for the first time. Waits for those refreshes at most {@code token_timeout}. Two systems that
     * refresh the same grant can destroy it at the provider, so no program may decide this.
     *
     * @param batch the name of the batch (never null)
     * @return the status of each client of the batch afterwards, ordered by client name (never null, never empty); QUARANTINED
     *     with the reason for a client whose file could not be written
     * @throws AdminException NO_SUCH_BATCH, or UNAVAILABLE when the store cannot be read
     */
    Map<String, ClientStatus> release(String batch);

    /**
     * Seals everything in the token store anew: with a new key if the key file seals, else with the key that the settings
     * choose. Tokens go on being handed out and refreshed meanwhile; repeating it does no harm, and what an interruption
     * leaves is finished by the next start.
     *
     * @return what became of it (never null)
     * @throws AdminException UNAVAILABLE when the store or its key cannot be used, and then the old key goes on
     */
    KeyRotationReport rotateKeys();

    /**
     * What was counted: refreshes, failures by class, how long a token takes, and how many wait for their turn.
     *
     * @return a snapshot (never null)
     * @throws AdminException UNAVAILABLE when the store is not open
     */
    Counters counters();

    /**
     * Where this controller is reached by browsers: the setting {@code base_uri} or its default.
     *
     * @return scheme, host and port, no path (never null, empty: no HTTP service is up and none is set)
     */
    Optional<URI> baseUri();

    /**
     * Looks whether the addresses that browsers are sent to lead to this controller, and whether providers will take them
     * as redirect URIs. Changes nothing and forbids nothing.
     *
     * @return what was found, bad and good (never null, never empty)
     */
    List<Finding> selfTest();

    /**
     * The providers that the setting {@code provider} can name: profiles that come along, and those of other bundles.
     *
     * @return an immutable snapshot, ordered by name (never null)
     */
    List<ProviderReport> providers();

    /**
     * Saves every grant and the settings of every client into one file that only the passphrase opens.
     *
     * @param file absolute path of a file that does not exist, in a folder that does (never null)
     * @param passphrase at least 12 characters (never null); wiped before this returns
     * @return what was saved (never null)
     * @throws AdminException BACKUP_UNUSABLE when the file or the passphrase will not do, UNAVAILABLE when the store or the disk
     *     refuses; there is no file then, but for one that may not be durable, as the message says
     */
    BackupReport backup(Path file, char[] passphrase);

    /**
     * What {@link #restore} would do. Changes nothing.
     *
     * @param file absolute path of a plain file that {@link #backup} wrote (never null)
     * @param passphrase the passphrase of the file (never null); wiped before this returns
     * @param replace whether a grant that is in use may be replaced; it is set aside first
     * @return the plan (never null)
     * @throws AdminException BACKUP_UNUSABLE when the passphrase is wrong or the file cannot be used, UNAVAILABLE when the store
     *     is not open
     */
    RestorePlan planRestore(Path file, char[] passphrase, boolean replace);

    /**
     * Does what a plan says. A client whose grant changed since the plan was made is left as it is. Every restored grant
     * is in quarantine until a person releases its batch. May be repeated when it was interrupted: what is restored
     * already is passed over.
     *
     * @param file the file of the plan (never null)
     * @param passphrase the passphrase of the file (never null); wiped before this returns
     * @param plan what {@link #planRestore} answered (never null)
     * @return what became of each client (never null)
     * @throws AdminException BACKUP_UNUSABLE when the passphrase is wrong, the file cannot be used or is not that of the plan,
     *     UNAVAILABLE when the store is not open; nothing was changed
     */
    RestoreReport restore(Path file, char[] passphrase, RestorePlan plan);

    /**
     * Makes a client for a person: a file {@code org.winekey.oauth.client-<name>.cfg} in the folder {@code etc} of the framework,
     * which its file installer takes over within seconds and where later changes are written back; in Config Admin where there
     * is no such folder. Nothing that exists is overwritten. Durable when the call returns.
     *
     * @param client the client name (never null)
     * @param settings the settings, as in a cfg file, no secret among them (never null)
     * @param secret the client secret, sealed in the token store; wiped before this returns (null: there is none)
     * @return where the settings are, for people (never null)
     * @throws AdminException MISCONFIGURED with the key when the client would not work or exists, UNAVAILABLE when the store is not
     *     open or the disk refuses; nothing was created then
     */
    String create(String client, Map<String, String> settings, char @Nullable [] secret);

    /**
     * The settings of a client as they were written, references and all; secrets masked as
     * {@link org.winekey.oauth.OAuthClient#MASKED}.
     *
     * @param client the client name (never null)
     * @return an immutable copy, by key (never null)
     * @throws AdminException NO_SUCH_CLIENT when nobody wrote settings of this name, UNAVAILABLE when Config Admin cannot tell
     */
    Map<String, String> settings(String client);

    /**
     * Sets one setting of a configured client, as a person does: every key may be set that is read and is no secret. Durable in
     * Config Admin when the call returns and in force shortly after.
     *
     * @param client the client name (never null)
     * @param key the key (never null)
     * @param value the value as in a cfg file (null: removes the key and everything below it)
     * @throws AdminException NO_SUCH_CLIENT, MISCONFIGURED with the key when it is a secret, not read or wrong in itself,
     *     UNAVAILABLE when Config Admin refuses
     */
    void set(String client, String key, @Nullable String value);

    /**
     * Seals a secret of the settings of a configured client in the token store. It counts where Config Admin has none, so what
     * Config Admin keeps under this key, in clear or as a reference, is removed there.
     *
     * @param client the client name (never null)
     * @param key the key of a secret, for instance {@code .client_secret} (never null)
     * @param secret the secret, wiped before this returns (null: takes it out)
     * @throws AdminException NO_SUCH_CLIENT, MISCONFIGURED when the key is not one of a secret, UNAVAILABLE when the store is not
     *     open or Config Admin refuses
     */
    void seal(String client, String key, char @Nullable [] secret);

    /**
     * Moves a secret that Config Admin keeps in clear into the token store, as {@link #seal} does.
     *
     * @param client the client name (never null)
     * @param key the key of a secret (never null)
     * @throws AdminException NO_SUCH_CLIENT, MISCONFIGURED when nothing is in clear there, UNAVAILABLE when the store is not open
     *     or Config Admin refuses
     */
    void sealFromConfiguration(String client, String key);

    /**
     * What a change of settings would do. Changes nothing and asks no provider.
     *
     * @param client the client name, which need not be configured yet (never null)
     * @param changes the changes, as for {@link org.winekey.oauth.OAuthClient#updateSettings} (never null)
     * @return the plan (never null)
     * @throws AdminException NO_SUCH_CLIENT when it cannot be a client name
     * @throws IllegalArgumentException when a value has a type that Config Admin does not keep; it names the key
     */
    SettingsPlan plan(String client, Map<String, ? extends @Nullable Object> changes);

    /**
     * What an import of the OAuth configuration of a PG3 plugin would do. Changes nothing.
     *
     * @param file the JSON as it stands in the plugin's store (never null)
     * @param client the client name (null: made of the {@code name} in the file)
     * @return the plan (never null)
     * @throws AdminException FILE_UNUSABLE when the file cannot be used, MISCONFIGURED when no client name comes of it,
     *     UNAVAILABLE when it holds a secret and the store is not open
     */
    ImportPlan planImport(ForeignFile file, @Nullable String client);

    /**
     * Does what a plan says: a new client becomes a cfg file in {@code etc/}, one that is there is changed in Config Admin, over
     * the settings that are there; the secret goes into the sealed store.
     * May be repeated; what is the same already is left as it is.
     *
     * @param plan what {@link #planImport} answered (never null)
     * @throws AdminException FILE_UNUSABLE when the file or the settings are other ones by now; nothing was changed then.
     *     UNAVAILABLE when the store, Config Admin or the disk refuses
     */
    void importSettings(ImportPlan plan);

    /**
     * What an import of the tokens of another system would do: PG3, OpenVoiceOS, openHAB or Home Assistant. Changes nothing. Each
     * token is bound to the registration that the files name, or else to the present settings of its client.
     *
     * @param what the files and what to take of them (never null)
     * @return the plan (never null)
     * @throws AdminException FILE_UNUSABLE when a file cannot be used, UNAVAILABLE when the store is not open
     */
    TokenImportPlan planImportTokens(TokenImport what);

    /**
     * Does what a plan says. Every imported grant is in quarantine until a person, who knows that the other system is off,
     * releases its batch: its access token is used while it is valid, and nothing is refreshed. The files are left as they are.
     * May be repeated; what is imported already is passed over.
     *
     * @param plan what {@link #planImportTokens} answered (never null)
     * @return what became of each client (never null)
     * @throws AdminException FILE_UNUSABLE when the files, a grant or settings are other ones by now; nothing was changed then.
     *     UNAVAILABLE when the store is not open
     */
    RestoreReport importTokens(TokenImportPlan plan);
}
