// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house.checker;

import java.util.Hashtable;
import java.util.Map;
import javax.servlet.Servlet;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers the servlet at {@code /health}. */
public final class CheckerActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(
                Servlet.class,
                new CheckerServlet(context),
                new Hashtable<>(Map.of(
                        "osgi.http.whiteboard.servlet.pattern", "/health",
                        "osgi.http.whiteboard.servlet.name", "Checker")));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the servlet back.
    }
}
