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
import org.winekey.oauth.core.seam.Lanes;
import org.winekey.oauth.spi.ProviderProfile;

/**
 * Takes in the profiles that other bundles register, asked on threads that may run code of others, and gives them back
 * when they go. Thread-safe.
 */
final class ProfileServices implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProfileServices.class);

    private final BundleContext context;
    private final Lanes guests;
    private final Profiles profiles;
    private final Runnable changed;
    private final ServiceTracker<ProviderProfile, Offer> tracker;

    /**
     * Not open yet.
     *
     * @param guests where code of other bundles runs
     * @param changed told after each change
     */
    ProfileServices(BundleContext context, Lanes guests, Profiles profiles, Runnable changed) {
        this.context = context;
        this.guests = guests;
        this.profiles = profiles;
        this.changed = changed;
        this.tracker = new ServiceTracker<>(context, ProviderProfile.class, new Offers());
    }

    void open() {
        tracker.open();
    }

    @Override
    public void close() {
        tracker.close();
    }

    private final class Offers implements ServiceTrackerCustomizer<ProviderProfile, Offer> {

        @Override
        public Offer addingService(ServiceReference<ProviderProfile> reference) {
            var offer = new Offer(Bundles.name(reference.getBundle()));
            guests.run(offer.origin, () -> offer.take(reference));
            return offer;
        }

        @Override
        public void modifiedService(ServiceReference<ProviderProfile> reference, Offer offer) {
            // Its properties mean nothing.
        }

        @Override
        public void removedService(ServiceReference<ProviderProfile> reference, Offer offer) {
            offer.withdraw();
        }
    }

    /** One registered profile, from its appearance until it goes. */
    private final class Offer {

        private final String origin;
        private @Nullable String name; // guarded by this; null: not taken in
        private boolean gone; // guarded by this

        Offer(String origin) {
            this.origin = origin;
        }

        /** What the bundle's code throws ends at its lane, which tells of it. */
        void take(ServiceReference<ProviderProfile> reference) {
            var profile = context.getService(reference);
            if (profile == null) {
                return;
            }
            try {
                take(profile.name(), profile.json());
            } catch (ProfileException e) {
                LOG.warn("A provider profile of the bundle {} is not used: it {}", origin, e.getMessage());
            } finally {
                context.ungetService(reference);
            }
        }

        private void take(String told, String json) throws ProfileException {
            synchronized (this) {
                if (gone) {
                    return; // an answer that comes after the service went
                }
                profiles.add(told, origin, json);
                name = told;
            }
            changed.run();
        }

        void withdraw() {
            synchronized (this) {
                gone = true;
                if (name == null) {
                    return;
                }
                profiles.remove(name, origin);
            }
            changed.run();
        }
    }
}
