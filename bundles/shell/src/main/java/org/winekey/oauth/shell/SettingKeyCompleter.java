// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes keys of the settings of a client. Thread-safe. */
@Service
public final class SettingKeyCompleter extends Choices {

    /** A key that ends in a dot goes on with a name. */
    static final List<String> KEYS = List.of(
            "oauth.client",
            "enabled",
            "provider",
            "extends",
            "client_id",
            ".client_secret",
            "token_endpoint_auth_method",
            "issuer",
            "authorization_endpoint",
            "token_endpoint",
            "revocation_endpoint",
            "device_authorization_endpoint",
            "pushed_authorization_request_endpoint",
            "introspection_endpoint",
            "userinfo_endpoint",
            "authorization_response_iss_parameter_supported",
            "client_secret_basic_raw",
            "grant_types",
            "scope",
            "resource",
            "redirect_uri",
            "parameters.",
            "token_parameters.",
            "api_hosts",
            "consumers",
            "owner",
            "legacy_password_grant",
            "allow_insecure",
            "allow_private_address",
            "tls_ca_file",
            "tls_key_store",
            ".tls_key_store_password");

    @Override
    Stream<String> choices(String typed) {
        return KEYS.stream().map(key -> key.endsWith(".") ? key : key + " ");
    }
}
