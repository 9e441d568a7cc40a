// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a browser sent, received and complained about over a time, from its own log: nothing on the page can hide from
 * it.
 *
 * @param requests in order, each step of a redirect for itself
 * @param responses status and address, in order
 * @param dialogs the text of every alert, prompt or confirmation
 * @param complaints what a script or the policy of a page ran into, as the console shows it
 */
public record Traffic(List<Request> requests, List<Response> responses, List<String> dialogs, List<String> complaints) {

    static Traffic read(List<String> entries, List<String> complaints) {
        var requests = new ArrayList<Request>();
        var responses = new ArrayList<Response>();
        var dialogs = new ArrayList<String>();
        for (String entry : entries) {
            var message = object(JsonText.object(entry).get("message"));
            var parameters = object(message.get("params"));
            switch (text(message.get("method"))) {
                case "Network.requestWillBeSent" -> {
                    redirect(parameters).ifPresent(responses::add);
                    requests.add(request(parameters));
                }
                case "Network.responseReceived" -> responses.add(response(object(parameters.get("response"))));
                case "Page.javascriptDialogOpening" -> dialogs.add(text(parameters.get("message")));
                default -> {
                    // The rest says how, not what.
                }
            }
        }
        return new Traffic(List.copyOf(requests), List.copyOf(responses), List.copyOf(dialogs), complaints);
    }

    /** Statuses of what was received from this address, whatever its query. */
    public List<Integer> statuses(URI address) {
        return responses.stream()
                .filter(response -> response.address().equals(address.toString())
                        || response.address().startsWith(address + "?"))
                .map(Response::status)
                .toList();
    }

    /** Every host and port that was asked, without repetition. */
    public List<String> authorities() {
        return requests.stream()
                .map(request -> request.address().replaceFirst("^\\w+://([^/?#]*).*$", "$1"))
                .filter(authority -> !authority.startsWith("data:"))
                .distinct()
                .toList();
    }

    /** Every Referer that was sent. */
    public Stream<String> referers() {
        return requests.stream().map(Request::referer).filter(referer -> !referer.isEmpty());
    }

    private static Request request(Map<?, ?> parameters) {
        var request = object(parameters.get("request"));
        var headers = object(request.get("headers"));
        Secrets.noteIn(text(request.get("url")));
        return new Request(text(request.get("url")), text(request.get("method")), text(headers.get("Referer")));
    }

    private static Optional<Response> redirect(Map<?, ?> parameters) {
        return Optional.ofNullable(parameters.get("redirectResponse")).map(found -> response(object(found)));
    }

    private static Response response(Map<?, ?> response) {
        return new Response(
                text(response.get("url")), response.get("status") instanceof Number status ? status.intValue() : -1);
    }

    private static Map<?, ?> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** A request with its Referer, which is empty when there was none. */
    public record Request(String address, String method, String referer) {}

    /** A response. */
    public record Response(String address, int status) {}
}
