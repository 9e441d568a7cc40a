// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.servlet.Servlet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.http.context.ServletContextHelper;

/** In which order the HTTP Whiteboard sees us come and go. */
@Timeout(value = 10, unit = TimeUnit.SECONDS)
class EntranceTest {
    private final List<String> seen = new ArrayList<>();
    private final BundleContext bundle = mock(BundleContext.class);

    private Entrance open() {
        note(ServletContextHelper.class, "osgi.http.whiteboard.context.name");
        note(Servlet.class, "osgi.http.whiteboard.servlet.name");
        return new Entrance(bundle);
    }

    private <S> void note(Class<S> type, String property) {
        when(bundle.registerService(eq(type), any(type), any())).thenAnswer(call -> {
            Dictionary<String, ?> properties = call.getArgument(2);
            Object name = properties.get(property);
            seen.add("+" + name);
            ServiceRegistration<?> registration = mock(ServiceRegistration.class);
            doAnswer(gone -> seen.add("-" + name)).when(registration).unregister();
            return registration;
        });
    }

    @Test
    void context_comesBeforeItsServletsAndGoesAfterThem() {
        var entrance = open();
        entrance.open(new FakeAdmin());
        assertThat(seen).containsExactly("+org.winekey.oauth", "+Winekey", "+Winekey API");

        entrance.close();

        assertThat(seen.subList(3, 6)).containsExactly("-Winekey API", "-Winekey", "-org.winekey.oauth");
    }

    @Test
    void context_staysWhileTheServiceComesAndGoes() {
        var admin = new FakeAdmin();
        var entrance = open();
        entrance.open(admin);
        entrance.shut(admin);

        entrance.open(new FakeAdmin());

        assertThat(seen)
                .containsExactly(
                        "+org.winekey.oauth",
                        "+Winekey",
                        "+Winekey API",
                        "-Winekey API",
                        "-Winekey",
                        "+Winekey",
                        "+Winekey API");
    }

    @Test
    void pages_nextServiceBeforeTheLastOneGoes_stayOpen() {
        var last = new FakeAdmin();
        var entrance = open();
        entrance.open(last);
        entrance.open(new FakeAdmin());

        entrance.shut(last);

        assertThat(seen).endsWith("+Winekey", "+Winekey API");
    }

    @Test
    void service_thatComesAfterTheEnd_opensNothing() {
        var entrance = open();
        entrance.close();

        entrance.open(new FakeAdmin());

        assertThat(seen).containsExactly("+org.winekey.oauth", "-org.winekey.oauth");
    }
}
