// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.core.profile.ProfileException;
import org.winekey.oauth.core.profile.Profiles;
import org.winekey.oauth.spi.ProviderProfile;

/** Takes in the profiles that other bundles register, and gives them back when they go. Thread-safe. */
final class ProfileServices implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProfileServices.class);

    private final ServiceTracker<ProviderProfile, Added> tracker;

    /**
     * Not open yet.
     *
     * @param changed told after each change
     */
    ProfileServices(BundleContext context, Profiles profiles, Runnable changed) {
        this.tracker = new ServiceTracker<>(context, ProviderProfile.class, new Taking(context, profiles, changed));
    }

    void open() {
        tracker.open();
    }

    @Override
    public void close() {
        tracker.close();
    }

    private record Added(String name, String origin) {}

    /** What was not taken in is not tracked. */
    private record Taking(BundleContext context, Profiles profiles, Runnable changed)
            implements ServiceTrackerCustomizer<ProviderProfile, Added> {

        @Override
        public @Nullable Added addingService(ServiceReference<ProviderProfile> reference) {
            var origin = Bundles.name(reference.getBundle());
            try {
                var added = added(reference, origin);
                changed.run();
                return added;
            } catch (ProfileException e) {
                LOG.warn("A provider profile of the bundle {} is not used: it {}", origin, e.getMessage());
            } catch (RuntimeException e) {
                // Guards against a bundle whose profile throws.
                LOG.warn(
                        "A provider profile of the bundle {} is not used: {}",
                        origin,
                        e.getClass().getName());
            }
            return null;
        }

        private @Nullable Added added(ServiceReference<ProviderProfile> reference, String origin)
                throws ProfileException {
            var profile = context.getService(reference);
            if (profile == null) {
                return null;
            }
            try {
                var name = profile.name();
                profiles.add(name, origin, profile.json());
                return new Added(name, origin);
            } finally {
                context.ungetService(reference);
            }
        }

        @Override
        public void modifiedService(ServiceReference<ProviderProfile> reference, Added added) {
            // Its properties mean nothing.
        }

        @Override
        public void removedService(ServiceReference<ProviderProfile> reference, Added added) {
            profiles.remove(added.name(), added.origin());
            changed.run();
        }
    }
}
