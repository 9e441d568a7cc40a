// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.demo.plugin;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.ClientDefinition;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.OAuthListener;
import org.winekey.oauth.OAuthService;

/** The entry point: what the plugin's client is, what its user set, and what happens when there is consent. Thread-safe. */
@Component(
        service = {ClientDefinition.class, OAuthListener.class, CloudPlugin.class},
        immediate = true,
        configurationPid = "org.winekey.oauth.demo.plugin",
        property = OAuthClient.CLIENT_PROPERTY + "=" + CloudPlugin.CLIENT)
public final class CloudPlugin implements ClientDefinition, OAuthListener {

    static final String CLIENT = "cloud";
    private static final Logger LOG = LoggerFactory.getLogger(CloudPlugin.class);

    private final CloudService service;
    private final String provider;
    private volatile String notice = "starting";

    /** What the user of the plugin sets. */
    @interface CustomParams {
        String provider() default "http://127.0.0.1:8181/demo";

        String client__id() default "winekey-demo";

        String my__auth__param() default "";

        String my__token__param() default "";
    }

    @Activate
    public CloudPlugin(@Reference OAuthService oauth, CustomParams params) {
        provider = params.provider();
        service = new CloudService(oauth.client(CLIENT), provider + "/cloud");
        var changes = new HashMap<String, Object>();
        changes.put("client_id", params.client__id());
        changes.put("parameters", Map.of("my_auth_param", params.my__auth__param()));
        changes.put("token_parameters", Map.of("my_token_param", params.my__token__param()));
        oauth.client(CLIENT).updateSettings(changes);
    }

    @Override
    public String client() {
        return CLIENT;
    }

    @Override
    public Map<String, ?> settings() {
        return Map.of(
                "authorization_endpoint", provider + "/authorize",
                "token_endpoint", provider + "/token",
                "api_hosts", provider.replaceFirst("(://[^/]*).*", "$1"));
    }

    @Override
    public void available(String client) {
        try {
            notice = "devices: " + service.devices() + ", user: " + service.userInfo();
        } catch (IOException e) {
            notice = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.info("{}", notice);
    }

    @Override
    public void authorizationRequired(String client, ClientStatus status) {
        notice = "Please initiate authentication: " + status.reason();
    }

    /** What the user should know. */
    public String notice() {
        return notice;
    }
}
