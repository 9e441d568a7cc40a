// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import javax.servlet.http.HttpServletRequest;
import org.winekey.oauth.admin.OAuthAdmin;

/**
 * Asks for the files of an import: one form for the settings of a PG3 plugin, one for sign-ins.
 *
 * <p>Thread-safe.
 */
final class ImportForm {

    static final String KIND = "kind";
    static final String SETTINGS = "settings";
    static final String NAME = "name";
    static final String ENTRY = "entry";
    static final String CLIENT = "client";
    static final String REPLACE = "replace";

    private static final String SIGN_INS = "sign-ins";

    private final OAuthAdmin admin;
    private final FormTokens tokens;

    ImportForm(OAuthAdmin admin, FormTokens tokens) {
        this.admin = admin;
        this.tokens = tokens;
    }

    Html show(HttpServletRequest request, Visitor visitor, Parameters given, String error) {
        return Html.of(
                "{}<p>{}</p>\n{}{}<div class=\"cards\">\n{}{}</div>\n",
                Pages.back(),
                Html.say("import.what"),
                isOverheard(request)
                        ? Html.of("<p class=\"note bad\">{}</p>\n", Html.say("import.overheard"))
                        : Html.nothing(),
                Field.error(error),
                card(SETTINGS, "import.pg3", visitor, settingsFields(given)),
                card(SIGN_INS, "import.tokens", visitor, signInFields(given)));
    }

    private Html card(String kind, String key, Visitor visitor, Html fields) {
        return Html.of(
                """
                <section aria-labelledby="{}"><h2 id="{}">{}</h2>
                <p>{}</p>
                <form method="post" enctype="multipart/form-data" action="{}">{}{}{}<button>{}</button></form></section>
                """,
                kind,
                kind,
                Html.say(key + ".title"),
                Html.say(key + ".text"),
                Paths.IMPORT,
                tokens.field(visitor.name(), Paths.IMPORT),
                Field.hidden(KIND, kind),
                fields,
                Html.say("edit.plan"));
    }

    private static Html settingsFields(Parameters given) {
        return Html.of("{}{}", Field.file("file", Html.say("import.file"), false), text(NAME, "import.name", given));
    }

    private static Html signInFields(Parameters given) {
        return Html.of(
                "{}{}{}{}",
                Field.file("files", Html.say("import.files"), true),
                text(ENTRY, "import.one", given),
                text(CLIENT, "import.for", given),
                Field.check(
                        REPLACE, Html.say("import.replace"), given.only(REPLACE).isPresent()));
    }

    private static Html text(String name, String key, Parameters given) {
        return Field.text(name, Html.say(key), given.only(name).orElse(""), false);
    }

    /** Whether the files would cross a network in clear, as far as is known. */
    private boolean isOverheard(HttpServletRequest request) {
        return !request.isSecure()
                && !HomeNetwork.isThisMachine(request)
                && admin.baseUri()
                        .filter(base -> "https".equals(base.getScheme()))
                        .isEmpty();
    }
}
