// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.winekey.oauth.OAuthClient;
import org.winekey.oauth.OAuthService;
import org.winekey.oauth.core.settings.ClientNames;

/** The service as one bundle sees it. Stateless; thread-safe. */
final class ServiceFacade implements OAuthService {

    private final Desks desks;
    private final String bundle;

    ServiceFacade(Desks desks, String bundle) {
        this.desks = desks;
        this.bundle = bundle;
    }

    @Override
    public OAuthClient client(String name) {
        return desks.known(name).orElseGet(() -> added(name)).handle(bundle);
    }

    private ClientDesk added(String name) {
        if (!ClientNames.isLegal(name)) {
            throw new IllegalArgumentException("not a client name: " + name);
        }
        if (desks.full()) {
            throw new IllegalStateException("the bundle " + bundle + " asks for one name too many: " + Desks.MOST
                    + " client names were asked for already");
        }
        return desks.desk(name);
    }

    @Override
    public Collection<OAuthClient> clients() {
        return List.copyOf(
                desks.configured().stream().map(desk -> desk.handle(bundle)).toList());
    }

    /** Gives each bundle a facade of its own: who asks is the bundle that fetched the service. */
    static ServiceFactory<OAuthService> factory(Desks desks) {
        return new ServiceFactory<>() {
            @Override
            public OAuthService getService(Bundle asking, ServiceRegistration<OAuthService> registration) {
                return new ServiceFacade(desks, Bundles.name(asking));
            }

            @Override
            public void ungetService(
                    Bundle asking, ServiceRegistration<OAuthService> registration, OAuthService facade) {
                // A facade holds nothing.
            }
        };
    }
}
