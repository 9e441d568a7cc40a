// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.AccessToken;
import org.winekey.oauth.OAuthService;
import org.winekey.oauth.TokenResult;

/**
 * What the probe can be asked: {@code /token?client=}, {@code /rejected?client=}, {@code /configure?client=&key=value},
 * {@code /restart?bundle=}, {@code /update?bundle=}, {@code /dump}, {@code /plant}.
 * Answers carry no secret; a token goes to the file {@code tokens.txt}, its identifiers to the caller.
 */
final class ProbeServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient BundleContext context;
    private final transient Notes notes;
    private transient @Nullable AccessToken noted;

    ProbeServlet(BundleContext context, Notes notes) {
        this.context = context;
        this.notes = notes;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain; charset=utf-8");
        response.getWriter().print(answer(request));
    }

    private String answer(HttpServletRequest request) throws IOException {
        switch (String.valueOf(request.getPathInfo())) {
            case "/token":
                return token(request.getParameter("client"));
            case "/rejected":
                return rejected(request.getParameter("client"));
            case "/configure":
                return configure(request);
            case "/restart":
                return toBundle(request.getParameter("bundle"), bundle -> {
                    bundle.stop(Bundle.STOP_TRANSIENT);
                    bundle.start(Bundle.START_TRANSIENT);
                });
            case "/update":
                return toBundle(request.getParameter("bundle"), Bundle::update);
            case "/dump":
                notes.replace("services.txt", Dump.services(context));
                notes.replace("surroundings.txt", Dump.surroundings(context));
                return "done";
            case "/plant":
                plant(notes.read("plant.txt").strip());
                return "done";
            default:
                return "ready";
        }
    }

    private String token(String client) {
        TokenResult result =
                with(OAuthService.class, service -> service.client(client).token());
        if (result instanceof TokenResult.Granted granted) {
            note(granted.token());
            return "Granted " + identifiers(granted.token());
        }
        return String.valueOf(result);
    }

    private synchronized void note(AccessToken token) {
        if (!token.equals(noted)) {
            noted = token;
            notes.append("tokens.txt", token.value());
        }
    }

    private String rejected(String client) {
        return with(OAuthService.class, service -> {
            var handle = service.client(client);
            handle.rejected(handle.token().orElseThrow());
            return "done";
        });
    }

    private String configure(HttpServletRequest request) {
        var settings = new HashMap<String, Object>();
        request.getParameterMap().forEach((key, values) -> settings.put(key, values[0]));
        var client = String.valueOf(settings.remove("client"));
        return with(OAuthService.class, service -> {
            service.client(client).updateSettings(settings);
            return "done";
        });
    }

    private interface Deed {
        void to(Bundle bundle) throws BundleException;
    }

    private String toBundle(String name, Deed deed) {
        for (var bundle : context.getBundles()) {
            if (name.equals(bundle.getSymbolicName())) {
                try {
                    deed.to(bundle);
                    return "done";
                } catch (BundleException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        throw new IllegalStateException("no bundle is called " + name);
    }

    /** Of Keycloak's tokens, which are JWTs: which one it is, and of which session. */
    private static String identifiers(AccessToken token) {
        byte[] payload = Base64.getUrlDecoder().decode(token.value().split("\\.", -1)[1]);
        String claims = new String(payload, StandardCharsets.UTF_8);
        return claim(claims, "jti") + " " + claim(claims, "sid");
    }

    private static String claim(String claims, String name) {
        var matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(claims);
        return matcher.find() ? matcher.group(1) : "-";
    }

    /** Leaves the secret wherever a careless bundle could. */
    private void plant(String secret) throws IOException {
        context.registerService(Object.class, new Object(), new Hashtable<>(Map.of("planted", new String[] {secret})));
        with(EventAdmin.class, admin -> {
            admin.sendEvent(new Event("planted/EVENT", Map.of("planted", secret)));
            return "";
        });
        LoggerFactory.getLogger("org.winekey.oauth.probe").trace("planted {}", secret);
        Files.writeString(context.getDataFile("planted").toPath(), secret);
    }

    private <S, R> R with(Class<S> type, Function<S, R> use) {
        var reference = context.getServiceReference(type);
        if (reference == null) {
            throw new IllegalStateException(type.getName() + " is not there");
        }
        try {
            return use.apply(context.getService(reference));
        } finally {
            context.ungetService(reference);
        }
    }
}
