// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.osgi.service.http.context.ServletContextHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.admin.OAuthAdmin;

/**
 * The servlet context of our two servlets, and the guard in front of them. It lies at the root, see the package. It serves
 * no resource of its own.
 *
 * <p>Thread-safe.
 */
final class WebContext extends ServletContextHelper {

    static final String NAME = "org.winekey.oauth";

    private static final Logger LOG = LoggerFactory.getLogger(WebContext.class);

    private final Gate gate;

    /**
     * Knows the configured address; null while there is no service. It comes and goes while this context stays: a container
     * may hold on to a context for ever, and through it to whatever that holds.
     */
    private volatile @Nullable OAuthAdmin admin;

    WebContext() {
        this(Surroundings.real(), new JaasRealm());
    }

    WebContext(Surroundings surroundings, Realm realm) {
        var origins = new Origins(this::baseUri, surroundings.machineName());
        gate = new Gate(origins, realm, new BackOff(surroundings.nanos()));
    }

    /** There is a service, in place of the one before. */
    void serve(OAuthAdmin next) {
        admin = next;
    }

    /** Whether this is the service. */
    boolean serves(OAuthAdmin other) {
        return admin == other;
    }

    /** The service is gone. */
    void rest() {
        admin = null;
    }

    private Optional<URI> baseUri() {
        return Optional.ofNullable(admin).flatMap(OAuthAdmin::baseUri);
    }

    @Override
    public boolean handleSecurity(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // A container may ask the highest ranked root context about paths that are nobody's; those get their own 404.
        if (!Route.isOurs(request.getRequestURI())) {
            return true;
        }
        Optional<Answer> refusal = refuse(request);
        if (refusal.isPresent()) {
            Answer page = refusal.get();
            Answer answer = ApiRoute.isBelow(request.getRequestURI()) ? ApiProblem.insteadOf(page) : page;
            answer.send(request, response);
            return false;
        }
        Visitor.of(request).ifPresent(visitor -> {
            request.setAttribute(REMOTE_USER, visitor.name());
            request.setAttribute(AUTHENTICATION_TYPE, HttpServletRequest.BASIC_AUTH);
        });
        return true;
    }

    @Override
    public @Nullable URL getResource(String name) {
        return null;
    }

    private Optional<Answer> refuse(HttpServletRequest request) {
        try {
            return gate.refuse(request);
        } catch (RuntimeException e) {
            LOG.error("a request could not be judged", e);
            return Optional.of(OAuthServlet.broken());
        }
    }
}
