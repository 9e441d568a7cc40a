// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.demo.plugin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.winekey.oauth.OAuthClient;

/** The API of the cloud service. Thread-safe. */
final class CloudService {

    private final OAuthClient client;
    private final String api;

    CloudService(OAuthClient client, String api) {
        this.client = client;
        this.api = api;
    }

    String devices() throws IOException, InterruptedException {
        return call("GET", "/devices");
    }

    String unsubscribe() throws IOException, InterruptedException {
        return call("DELETE", "/subscription");
    }

    String userInfo() throws IOException, InterruptedException {
        return call("GET", "/user/info");
    }

    /** The token, the refresh before it and the one more try after a 401 are the client's business. */
    private String call(String method, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(api + path))
                .method(method, BodyPublishers.noBody())
                .build();
        var response = client.http().send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + " answered " + response.statusCode());
        }
        return response.body();
    }
}
