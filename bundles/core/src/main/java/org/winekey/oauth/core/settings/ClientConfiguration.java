// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Form of the settings of one client; read by {@link ClientSettings}, not as an annotation. */
@ObjectClassDefinition(
        id = Keys.CLIENT_FACTORY_PID,
        factoryPid = Keys.CLIENT_FACTORY_PID,
        name = "Winekey OAuth client",
        description = "One registration at one authorization server. Changes apply at once. Extra parameters are"
                + " further keys, set in a file or in the shell: parameters.<name> for the authorization request,"
                + " token_parameters.<name> for the token request. A client that is created in a console is in no file, and a"
                + " clean start of Karaf wipes it: create etc/org.winekey.oauth.client-<name>.cfg first, then edit it here. A"
                + " file that is edited here is written anew without its comments. Empty fields say nothing.")
public @interface ClientConfiguration {

    /** Title of an instance in the web console. */
    String webconsole_configurationFactory_nameHint() default "{oauth.client} ({client_id})";

    /** See {@link Keys#CLIENT}. */
    @AttributeDefinition(
            name = "Client name",
            description = "Short name on this controller, such as spotify: a-z, 0-9 and -, at most 63 characters."
                    + " Empty: taken from the name of the file, else from the PID.",
            required = false)
    String oauth_client();

    /** See {@link Keys#CLIENT_ID}. */
    @AttributeDefinition(
            name = "Client ID",
            description =
                    "Client identifier that the provider gave to your registration (client_id). {callback.origin} in"
                            + " it stands for scheme, host and port of the redirect URI.")
    String client__id();

    /** See {@link Keys#CLIENT_SECRET}. */
    @AttributeDefinition(
            name = "Client secret",
            description = "Client secret that the provider gave to your registration; empty for a public client. Better"
                    + " than the secret itself is a reference such as $[secret:spotify], which reads the file spotify"
                    + " in the etc folder of Karaf.",
            type = AttributeType.PASSWORD,
            required = false)
    String _client__secret();

    /** See {@link Keys#AUTH_METHOD}. */
    @AttributeDefinition(
            name = "Authentication at the token endpoint",
            description = "How the client proves itself at the token endpoint.",
            options = {
                @Option(label = "Automatic: Basic with a secret, none without", value = ""),
                @Option(label = "Basic: secret in the Authorization header", value = "client_secret_basic"),
                @Option(label = "Post: secret in the request body", value = "client_secret_post"),
                @Option(label = "Basic and Post: secret in both", value = "client_secret_basic_and_post"),
                @Option(label = "Basic with the secret as user", value = "client_secret_basic_as_user"),
                @Option(label = "None: public client", value = "none"),
                @Option(label = "Certificate signed by an authority (mutual TLS)", value = "tls_client_auth"),
                @Option(label = "Self-signed certificate (mutual TLS)", value = "self_signed_tls_client_auth")
            },
            required = false)
    String token__endpoint__auth__method() default "";

    /** See {@link Keys#ISSUER}. */
    @AttributeDefinition(
            name = "Issuer",
            description = "Issuer identifier of the authorization server, exactly as it sends it. Answers that name"
                    + " another issuer are refused. Without authorization and token endpoint everything that the provider"
                    + " says of itself is taken from there.",
            required = false)
    String issuer();

    /** See {@link Keys#AUTHORIZATION_ENDPOINT}. */
    @AttributeDefinition(
            name = "Authorization endpoint",
            description =
                    "Address where a person signs in; https, or http on this machine itself. Empty: it comes from the"
                            + " metadata of the issuer, together with the token endpoint. Not needed with the grant type"
                            + " client_credentials.",
            required = false)
    String authorization__endpoint();

    /** See {@link Keys#TOKEN_ENDPOINT}. */
    @AttributeDefinition(
            name = "Token endpoint",
            description =
                    "Address that gives out tokens; https, or http on this machine itself. Empty: it comes from the"
                            + " metadata of the issuer.",
            required = false)
    String token__endpoint();

    /** See {@link Keys#REVOCATION_ENDPOINT}. */
    @AttributeDefinition(
            name = "Revocation endpoint",
            description = "Address where tokens are revoked; empty if the provider has none.",
            required = false)
    String revocation__endpoint();

    /** See {@link Keys#DEVICE_AUTHORIZATION_ENDPOINT}. */
    @AttributeDefinition(
            name = "Device authorization endpoint",
            description =
                    "Address where a sign-in on another device begins (RFC 8628); empty if the provider has none.",
            required = false)
    String device__authorization__endpoint();

    /** See {@link Keys#PUSHED_AUTHORIZATION_REQUEST_ENDPOINT}. */
    @AttributeDefinition(
            name = "Pushed authorization request endpoint",
            description = "Address that takes the authorization request before the browser leaves (RFC 9126). Empty:"
                    + " the browser carries it.",
            required = false)
    String pushed__authorization__request__endpoint();

    /** See {@link Keys#INTROSPECTION_ENDPOINT}. */
    @AttributeDefinition(
            name = "Introspection endpoint",
            description = "Address that tells about a token (RFC 7662); empty if the provider has none.",
            required = false)
    String introspection__endpoint();

    /** See {@link Keys#USERINFO_ENDPOINT}. */
    @AttributeDefinition(
            name = "UserInfo endpoint",
            description = "Address that tells whose account was signed in to (OpenID Connect); empty: it is not asked.",
            required = false)
    String userinfo__endpoint();

    /** See {@link Keys#ISS_PROMISED}. */
    @AttributeDefinition(
            name = "Answers always name the issuer",
            description =
                    "Whether the provider promises to name itself in every answer (RFC 9207). Then one that does not"
                            + " is refused. Needs the issuer.",
            type = AttributeType.BOOLEAN,
            required = false)
    boolean authorization__response__iss__parameter__supported() default false;

    /** See {@link Keys#RAW_BASIC}. */
    @AttributeDefinition(
            name = "Basic without form-encoding",
            description =
                    "For a provider that does not decode what Basic authentication carries, against RFC 6749. Only"
                            + " matters for a client ID or secret with other characters than letters and digits.",
            type = AttributeType.BOOLEAN,
            required = false)
    boolean client__secret__basic__raw() default false;

    /** See {@link Keys#GRANT_TYPES}. */
    @AttributeDefinition(
            name = "Grant types",
            description = "What the client is registered for. Empty: authorization_code and refresh_token, so that a"
                    + " person signs in. client_credentials, which stands alone: nobody signs in, the client asks with its"
                    + " own secret.",
            options = {
                @Option(label = "Authorization code", value = "authorization_code"),
                @Option(label = "Refresh token", value = "refresh_token"),
                @Option(label = "Client credentials", value = "client_credentials")
            },
            required = false)
    String[] grant__types() default {"authorization_code", "refresh_token"};

    /** See {@link Keys#SCOPE}. */
    @AttributeDefinition(
            name = "Scopes",
            description = "Scopes to ask for, one per line, or several separated by blanks or commas.",
            required = false)
    String[] scope() default {};

    /** See {@link Keys#RESOURCE}. */
    @AttributeDefinition(
            name = "Resources",
            description =
                    "Addresses of the APIs that tokens are for (RFC 8707), one per line; empty for most providers.",
            required = false)
    String[] resource() default {};

    /** See {@link Keys#REDIRECT_URI}. */
    @AttributeDefinition(
            name = "Redirect URI",
            description = "Redirect URI exactly as registered at the provider. Empty: the base URI followed by"
                    + " /oauth/callback/ and the client name.",
            required = false)
    String redirect__uri();

    /** See {@link Keys#API_HOSTS}. */
    @AttributeDefinition(
            name = "API hosts",
            description = "Hosts of the provider's API that http() sends tokens of this client to, such as"
                    + " api.spotify.com or api.example.com:8443; https, or http:// before an address of this machine."
                    + " Each counts exactly. Empty: http() sends nothing.",
            required = false)
    String[] api__hosts() default {};

    /** See {@link Keys#CONSUMERS}. */
    @AttributeDefinition(
            name = "Consumers",
            description = "Symbolic names of the bundles that may use this client. Empty: every bundle.",
            required = false)
    String[] consumers() default {};

    /** See {@link Keys#OWNER}. */
    @AttributeDefinition(
            name = "Owner",
            description =
                    "Symbolic name of the bundle whose definition has the defaults of this client. Empty: the bundle"
                            + " that was the first to define it, if one did.",
            required = false)
    String owner();

    /** See {@link Keys#EXTENDS}. */
    @AttributeDefinition(
            name = "Extends",
            description = "Name of another client whose settings are the defaults of this one, for a second account."
                    + " Its client name, redirect URI and switch are not taken over.",
            required = false)
    String $extends();

    /** See {@link Keys#PROVIDER}. */
    @AttributeDefinition(
            name = "Provider",
            description =
                    "Name of the profile of the provider, such as spotify, whose settings are the defaults of this"
                            + " client; oauth:profiles lists them. Empty: the addresses are set here.",
            required = false)
    String provider();

    /** See {@link Keys#ENABLED}. */
    @AttributeDefinition(
            name = "Enabled",
            description = "Whether the client works. Switching it off keeps its grant.",
            type = AttributeType.BOOLEAN,
            required = false)
    boolean enabled() default true;

    /** See {@link Keys#LEGACY_PASSWORD_GRANT}. */
    @AttributeDefinition(
            name = "Legacy: sign in with a password",
            description =
                    "Admits the grant type password, with which a person types the password of the account here, and"
                            + " this controller hands it to the provider once. Only for a provider that offers nothing else.",
            type = AttributeType.BOOLEAN,
            required = false)
    boolean legacy__password__grant() default false;

    /** See {@link Keys#ALLOW_INSECURE}. */
    @AttributeDefinition(
            name = "Allow plain http at home",
            description = "Admits http:// for the provider, its API and the redirect URI where they are in the home"
                    + " network: private addresses and names such as nas.local, never public ones. Whoever is in that"
                    + " network can then read and change what is sent.",
            type = AttributeType.BOOLEAN,
            required = false)
    boolean allow__insecure() default false;

    /** See {@link Keys#ALLOW_PRIVATE_ADDRESS}. */
    @AttributeDefinition(
            name = "Allow a private address",
            description = "Whether a public name of the provider or its API may lead to a private address, as with a"
                    + " server of your own behind a name server of your own. Not needed for names such as nas.local.",
            type = AttributeType.BOOLEAN,
            required = false)
    boolean allow__private__address() default false;

    /** See {@link Keys#TLS_CA_FILE}. */
    @AttributeDefinition(
            name = "Certificate authorities",
            description = "File with one or more certificates in PEM form that count for this client's provider and API"
                    + " beside those that the system trusts. Read when settings are saved.",
            required = false)
    String tls__ca__file();

    /** See {@link Keys#TLS_KEY_STORE}. */
    @AttributeDefinition(
            name = "Client certificate",
            description = "PKCS12 file with the private key and certificate that this client proves itself with (RFC"
                    + " 8705). Read when settings are saved.",
            required = false)
    String tls__key__store();

    /** See {@link Keys#TLS_KEY_STORE_PASSWORD}. */
    @AttributeDefinition(
            name = "Password of the client certificate",
            description = "Password of that file, best as a reference such as $[secret:spotify-key].",
            type = AttributeType.PASSWORD,
            required = false)
    String _tls__key__store__password();
}
