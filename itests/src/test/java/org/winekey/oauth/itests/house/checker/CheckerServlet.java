// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house.checker;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.osgi.framework.BundleContext;

/** Executes the checks with the tag {@code tag=} and prints name and result of each, then its whole log. */
final class CheckerServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient BundleContext context;

    CheckerServlet(BundleContext context) {
        this.context = context;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var reference = context.getServiceReference(HealthCheckExecutor.class);
        var executor = context.getService(reference);
        try {
            var now = new HealthCheckExecutionOptions().setForceInstantExecution(true);
            for (var result : executor.execute(HealthCheckSelector.tags(request.getParameter("tag")), now)) {
                response.getWriter().println(text(result));
            }
        } finally {
            context.ungetService(reference);
        }
    }

    private static String text(HealthCheckExecutionResult execution) {
        var result = execution.getHealthCheckResult();
        var text = new StringBuilder(execution.getHealthCheckMetadata().getName() + " is " + result.getStatus());
        for (ResultLog.Entry entry : result) {
            text.append('\n').append(entry.getStatus()).append(' ').append(entry.getMessage());
        }
        return text.toString();
    }
}
