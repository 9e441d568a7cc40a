// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.spring;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses authorization requests of the client {@link Clients#PUSHED} that were not pushed, or that carry more than the
 * reference to what was (RFC 9126 sections 4 and 5); the server itself has no such setting.
 */
final class PushedOnly extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean pushed = request.getParameter("request_uri") != null
                && request.getParameterMap().keySet().stream()
                        .allMatch(name -> name.equals("client_id") || name.equals("request_uri"));
        if (request.getRequestURI().equals("/oauth2/authorize")
                && Clients.PUSHED.equals(request.getParameter("client_id"))
                && !pushed) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, "requests of this client are to be pushed");
            return;
        }
        chain.doFilter(request, response);
    }
}
