// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.lang.management.ManagementFactory;
import java.util.Map;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.winekey.oauth.core.seam.DiskStoreIo;
import org.winekey.oauth.core.seam.HostThreads;
import org.winekey.oauth.core.seam.JdkHttpTransport;
import org.winekey.oauth.core.seam.PoolScheduler;
import org.winekey.oauth.core.seam.SystemEntropy;
import org.winekey.oauth.core.seam.SystemTime;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.settings.ServiceSettings;

/**
 * The one component: takes its own settings live and owns threads, network and house. Nothing references it, so a change
 * of settings bounces nobody. Thread-safe.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = Keys.SERVICE_PID,
        configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"org.winekey.oauth.OAuthService\"")
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"org.winekey.oauth.OAuthClient\"")
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"org.winekey.oauth.admin.OAuthAdmin\"")
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"org.osgi.service.condition.Condition\"")
public final class OAuthComponent {

    static final int WORKERS = 4;
    static final int ERRANDS = 2;
    static final int GUESTS = 4;

    private final PoolScheduler work = new PoolScheduler("winekey", WORKERS);
    private final PoolScheduler errands = new PoolScheduler("winekey-errand", ERRANDS);
    private final PoolScheduler guests = new PoolScheduler("winekey-guest", GUESTS);
    private final HostThreads resolvers = new HostThreads("winekey-dns");
    private final JdkHttpTransport transport;
    private final House house;

    /** Builds the house. */
    @Activate
    public OAuthComponent(BundleContext context, Map<String, Object> properties) {
        var time = new SystemTime();
        transport = new JdkHttpTransport(time, resolvers);
        var outside = new Outside(time, work, errands, guests, new SystemEntropy(), transport, new DiskStoreIo());
        var beans = ManagementFactory.getPlatformMBeanServer();
        house = new House(context, outside, ServiceSettings.of(properties), System::getenv, beans);
        house.start();
    }

    /** Takes over changed settings. */
    @Modified
    public void modified(Map<String, Object> properties) {
        house.settings(ServiceSettings.of(properties));
    }

    /** Gives back everything. */
    @Deactivate
    public void deactivate() {
        house.close();
        transport.close();
        work.close();
        errands.close();
        guests.close();
        resolvers.close();
    }
}
