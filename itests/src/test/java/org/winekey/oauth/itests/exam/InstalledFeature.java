// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.FeaturesService;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerSuite;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.winekey.oauth.itests.support.Winehouse;

/** The distribution boots with the {@code winekey} feature, its bundles run, the demo waits. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerSuite.class)
public class InstalledFeature {

    @Inject
    private BundleContext context;

    @Inject
    private FeaturesService features;

    @Inject
    private BootFinished bootFinished;

    @Configuration
    public Option[] configuration() {
        return House.options(getClass());
    }

    @Test
    public void winekey_afterBoot_isInstalled() throws Exception {
        var winekey = features.getFeature("winekey");

        assertNotNull(bootFinished);
        assertNotNull("feature winekey is not known", winekey);
        assertTrue("feature winekey is not installed", features.isInstalled(winekey));
    }

    @Test
    public void bundles_afterBoot_areActive() {
        var states = states();

        for (var name : new String[] {"api", "core", "web", "shell"}) {
            assertEquals(name + " in " + states, (Integer) Bundle.ACTIVE, states.get("org.winekey.oauth." + name));
        }
    }

    @Test
    public void demo_afterBoot_isOfferedOnly() throws Exception {
        var demo = features.getFeature("winekey-demo");

        assertNotNull("feature winekey-demo is not known", demo);
        assertFalse("feature winekey-demo is installed", features.isInstalled(demo));
        assertFalse(states().containsKey("org.winekey.oauth.demo"));
    }

    @Test
    public void webServer_afterBoot_answers() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(Winehouse.uri("/")).build();

        var response = HttpClient.newHttpClient().send(request, BodyHandlers.discarding());

        assertTrue("status " + response.statusCode(), response.statusCode() < 500);
    }

    private Map<String, Integer> states() {
        var states = new TreeMap<String, Integer>();
        for (var bundle : context.getBundles()) {
            if (bundle.getSymbolicName() != null && bundle.getSymbolicName().startsWith("org.winekey.")) {
                states.put(bundle.getSymbolicName(), bundle.getState());
            }
        }
        return states;
    }
}
