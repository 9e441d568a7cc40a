// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.osgi.service.http.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_NAME;
import static org.osgi.service.http.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_PATH;
import static org.osgi.service.http.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_CONTEXT_SELECT;
import static org.osgi.service.http.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_MULTIPART_ENABLED;
import static org.osgi.service.http.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_MULTIPART_FILESIZETHRESHOLD;
import static org.osgi.service.http.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_MULTIPART_MAXFILESIZE;
import static org.osgi.service.http.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_MULTIPART_MAXREQUESTSIZE;
import static org.osgi.service.http.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME;
import static org.osgi.service.http.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.servlet.Servlet;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.http.context.ServletContextHelper;
import org.osgi.service.http.whiteboard.annotations.RequireHttpWhiteboard;
import org.winekey.oauth.admin.OAuthAdmin;

/**
 * Hands our context to the HTTP Whiteboard, and our servlets while there is a service behind them. The order counts, and
 * components would have none: Pax Web 8 may register a servlet twice that came before its context, and then it never goes away
 * again. The context stays while the service comes and goes: Pax Web 8 never forgets one.
 *
 * <p>Thread-safe.
 */
@Component(
        service = {},
        immediate = true)
@RequireHttpWhiteboard
public final class Entrance {

    /** No part is longer than what stays in memory, so none becomes a file of the container. */
    private static final Map<String, Object> FORMS_WITH_FILES = Map.of(
            HTTP_WHITEBOARD_SERVLET_MULTIPART_ENABLED,
            true,
            HTTP_WHITEBOARD_SERVLET_MULTIPART_FILESIZETHRESHOLD,
            Upload.LONGEST,
            HTTP_WHITEBOARD_SERVLET_MULTIPART_MAXFILESIZE,
            (long) Upload.LONGEST,
            HTTP_WHITEBOARD_SERVLET_MULTIPART_MAXREQUESTSIZE,
            (long) Upload.LONGEST);

    private final BundleContext bundle;
    private final WebContext context = new WebContext();
    private final ServiceRegistration<?> registration;
    private final Deque<ServiceRegistration<?>> servlets = new ArrayDeque<>(); // guarded by this
    private @Nullable OAuthServlet pages; // guarded by this
    private boolean closed; // guarded by this

    /**
     * Made by Declarative Services.
     *
     * @param bundle the context of this bundle (never null)
     */
    @Activate
    public Entrance(BundleContext bundle) {
        this.bundle = bundle;
        registration = bundle.registerService(
                ServletContextHelper.class,
                context,
                FrameworkUtil.asDictionary(
                        Map.of(HTTP_WHITEBOARD_CONTEXT_NAME, WebContext.NAME, HTTP_WHITEBOARD_CONTEXT_PATH, "/")));
    }

    /**
     * There is a service: opens the pages, in place of those of the service before.
     *
     * @param admin the service behind them (never null)
     */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, unbind = "shut")
    public synchronized void open(OAuthAdmin admin) {
        if (closed) {
            // Guards against a service that comes while this bundle stops: the container would hold on to it for ever.
            return;
        }
        // The next service may come before the last one has gone.
        takeBack();
        context.serve(admin);
        pages = new OAuthServlet(admin);
        register(pages, "Winekey", "/oauth/*", FORMS_WITH_FILES);
        register(new ApiServlet(admin), "Winekey API", ApiRoute.ROOT + "/*", Map.of());
    }

    /**
     * The service goes: shuts the pages, unless another one is behind them already.
     *
     * @param admin the service (never null)
     */
    public synchronized void shut(OAuthAdmin admin) {
        if (context.serves(admin)) {
            takeBack();
            context.rest();
        }
    }

    /** Takes everything back, the context last. */
    @Deactivate
    public synchronized void close() {
        closed = true;
        takeBack();
        context.rest();
        registration.unregister();
    }

    private void takeBack() {
        while (!servlets.isEmpty()) {
            servlets.pop().unregister();
        }
        if (pages != null) {
            pages.close();
            pages = null;
        }
    }

    private void register(Servlet servlet, String name, String pattern, Map<String, Object> more) {
        var properties = new HashMap<>(more);
        properties.put(
                HTTP_WHITEBOARD_CONTEXT_SELECT, "(" + HTTP_WHITEBOARD_CONTEXT_NAME + "=" + WebContext.NAME + ")");
        properties.put(HTTP_WHITEBOARD_SERVLET_NAME, name);
        properties.put(HTTP_WHITEBOARD_SERVLET_PATTERN, new String[] {pattern});
        servlets.push(bundle.registerService(Servlet.class, servlet, FrameworkUtil.asDictionary(properties)));
    }
}
