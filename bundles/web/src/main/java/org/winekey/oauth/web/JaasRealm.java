// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import java.security.Principal;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JAAS realm {@code karaf}, by its name alone. Role principals are known by the name of their class: to import it
 * would keep this bundle from resolving where there is no Karaf.
 *
 * <p>Thread-safe.
 */
final class JaasRealm implements Realm {

    private static final Logger LOG = LoggerFactory.getLogger(JaasRealm.class);
    private static final String NAME = "karaf";
    private static final String ROLE_PRINCIPAL = "RolePrincipal";

    @Override
    public boolean exists() {
        try {
            return Configuration.getConfiguration().getAppConfigurationEntry(NAME) != null;
        } catch (SecurityException e) {
            // How the JDK says that this JVM has no login configuration at all.
            LOG.debug("no login configuration", e);
            return false;
        }
    }

    @Override
    public Verdict check(String user, char[] password) {
        if (!exists()) {
            return new Missing();
        }
        try {
            var login = new LoginContext(NAME, new Subject(), answering(user, password));
            login.login();
            Set<String> roles = roles(login.getSubject());
            login.logout();
            return new Known(roles);
        } catch (LoginException e) {
            LOG.debug("login refused", e);
            return new Refused();
        }
    }

    private static Set<String> roles(Subject subject) {
        return subject.getPrincipals().stream()
                .filter(principal -> principal.getClass().getSimpleName().equals(ROLE_PRINCIPAL))
                .map(Principal::getName)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static CallbackHandler answering(String user, char[] password) {
        return callbacks -> {
            for (Callback callback : callbacks) {
                if (callback instanceof NameCallback name) {
                    name.setName(user);
                } else if (callback instanceof PasswordCallback secret) {
                    secret.setPassword(password);
                } else {
                    throw new UnsupportedCallbackException(callback);
                }
            }
        };
    }
}
