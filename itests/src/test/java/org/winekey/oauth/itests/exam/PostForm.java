// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.winekey.oauth.itests.support.Visitor;

/**
 * A form of a page, as a browser would send it when its first button is pressed.
 *
 * @param action where it leads
 * @param fields its hidden fields, and the button where that has a name
 */
record PostForm(URI action, Map<String, String> fields) {
    private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern BUTTON = Pattern.compile("<button\\b([^>]*\\bname=[^>]*)>");
    private static final Pattern HIDDEN = Pattern.compile("<input\\b([^>]*type=\"hidden\"[^>]*)>");

    PostForm {
        fields = Map.copyOf(fields);
    }

    /** The one form whose action ends like this. */
    static PostForm in(HttpResponse<String> page, String actionEnd) {
        return find(page, actionEnd)
                .orElseThrow(() -> new AssertionError(
                        "no form to ..." + actionEnd + " on a page with status " + page.statusCode()));
    }

    static Optional<PostForm> find(HttpResponse<String> page, String actionEnd) {
        return FORM.matcher(page.body())
                .results()
                .filter(form -> attribute(form.group(1), "action").endsWith(actionEnd))
                .findFirst()
                .map(form ->
                        new PostForm(page.uri().resolve(attribute(form.group(1), "action")), hidden(form.group(2))));
    }

    HttpResponse<String> send(Visitor visitor) {
        return visitor.post(action, fields);
    }

    private static Map<String, String> hidden(String form) {
        var fields = new LinkedHashMap<String, String>();
        for (Matcher input = HIDDEN.matcher(form); input.find(); ) {
            fields.put(attribute(input.group(1), "name"), attribute(input.group(1), "value"));
        }
        BUTTON.matcher(form)
                .results()
                .limit(1)
                .forEach(button -> fields.put(attribute(button.group(1), "name"), attribute(button.group(1), "value")));
        return fields;
    }

    private static String attribute(String attributes, String name) {
        Matcher found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(attributes);
        return found.find() ? found.group(1).replace("&amp;", "&") : "";
    }
}
