// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Principal;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JaasRealmTest {

    private final JaasRealm realm = new JaasRealm();

    @AfterEach
    void forgetConfiguration() {
        Configuration.setConfiguration(null);
    }

    @Test
    void realm_withoutAnyLoginConfiguration_isMissing() {
        assertThat(realm.exists()).isFalse();
        assertThat(realm.check("karaf", new char[0])).isInstanceOf(Realm.Missing.class);
    }

    @Test
    void realm_ofAnotherName_isMissing() {
        configure("other");

        assertThat(realm.exists()).isFalse();
    }

    @Test
    void user_known_hasTheRolesOfItsRolePrincipals() {
        configure("karaf");

        assertThat(realm.exists()).isTrue();
        assertThat(realm.check("karaf", "secret".toCharArray())).isEqualTo(new Realm.Known(Set.of("admin", "viewer")));
    }

    @Test
    void password_wrong_isRefused() {
        configure("karaf");

        assertThat(realm.check("karaf", "wrong".toCharArray())).isInstanceOf(Realm.Refused.class);
    }

    private static void configure(String name) {
        Configuration.setConfiguration(new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String asked) {
                return asked.equals(name)
                        ? new AppConfigurationEntry[] {
                            new AppConfigurationEntry(
                                    OneUser.class.getName(), LoginModuleControlFlag.REQUIRED, Map.of())
                        }
                        : null;
            }
        });
    }

    record RolePrincipal(String name) implements Principal {
        @Override
        public String getName() {
            return name;
        }
    }

    record UserPrincipal(String name) implements Principal {
        @Override
        public String getName() {
            return name;
        }
    }

    /** Knows karaf, with the password {@code secret}. */
    public static final class OneUser implements LoginModule {

        private Subject subject;
        private CallbackHandler handler;

        @Override
        public void initialize(
                Subject subject, CallbackHandler handler, Map<String, ?> sharedState, Map<String, ?> options) {
            this.subject = subject;
            this.handler = handler;
        }

        @Override
        public boolean login() throws LoginException {
            var name = new NameCallback("name");
            var password = new PasswordCallback("password", false);
            try {
                handler.handle(new Callback[] {name, password});
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            if (!name.getName().equals("karaf") || !new String(password.getPassword()).equals("secret")) {
                throw new FailedLoginException("no");
            }
            return true;
        }

        @Override
        public boolean commit() {
            subject.getPrincipals()
                    .addAll(Set.of(
                            new RolePrincipal("admin"), new RolePrincipal("viewer"), new UserPrincipal("manager")));
            return true;
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
}
