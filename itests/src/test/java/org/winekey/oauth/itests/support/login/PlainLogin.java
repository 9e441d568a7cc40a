// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.support.login;

import java.io.IOException;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;

/** Lets one user in, as administrator; name and password are its options {@code user} and {@code password}. */
public final class PlainLogin implements LoginModule {
    private Subject subject = new Subject();
    private CallbackHandler handler = callbacks -> {};
    private Map<String, ?> options = Map.of();

    @Override
    public void initialize(
            Subject subject, CallbackHandler handler, Map<String, ?> sharedState, Map<String, ?> options) {
        this.subject = subject;
        this.handler = handler;
        this.options = options;
    }

    @Override
    public boolean login() throws LoginException {
        var name = new NameCallback("user");
        var password = new PasswordCallback("password", false);
        try {
            handler.handle(new Callback[] {name, password});
        } catch (IOException | UnsupportedCallbackException e) {
            throw new LoginException(e.toString());
        }
        var typed = String.valueOf(password.getPassword());
        if (!name.getName().equals(options.get("user")) || !typed.equals(options.get("password"))) {
            throw new FailedLoginException();
        }
        return true;
    }

    @Override
    public boolean commit() {
        return subject.getPrincipals().add(new RolePrincipal("admin"));
    }

    @Override
    public boolean abort() {
        return true;
    }

    @Override
    public boolean logout() {
        subject.getPrincipals().clear();
        return true;
    }
}
