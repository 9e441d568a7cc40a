// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ManagedServiceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.OAuthService;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.core.event.Announcer;
import org.winekey.oauth.core.event.Conditions;
import org.winekey.oauth.core.profile.Profiles;
import org.winekey.oauth.core.resource.ResourceClients;
import org.winekey.oauth.core.seam.Lanes;
import org.winekey.oauth.core.seam.SharedHttpClient;
import org.winekey.oauth.core.settings.ClientBook;
import org.winekey.oauth.core.settings.ClientSettings;
import org.winekey.oauth.core.settings.Keys;
import org.winekey.oauth.core.settings.ServiceSettings;
import org.winekey.oauth.core.vault.Vault;

/** All rooms, put together by their constructors; the service registry sees them from here. Thread-safe. */
final class House implements ClientsFactory.Sink, EngineRoom.Settings, Admin.Rooms, PlanDesk.Sources, AutoCloseable {

    /** How long services wait at most for the configurations that were there at the start. */
    static final Duration DEADLINE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(House.class);

    private final BundleContext context;
    private final Outside outside;
    private final Function<String, @Nullable String> environment;
    private final Lanes work;
    private final Lanes errands;
    private final Lanes guests;
    private final AsyncAnswers answers;
    private final ResourceClients resources = new ResourceClients(new SharedHttpClient());
    private final Desks desks;
    private final Conditions conditions;
    private final Announcer announcer;
    private final ClientServices clientServices;
    private final Watchers watchers;
    private final RawSettings rawSettings;
    private final ClientConfigurations configurations;
    private final SecretDrawer secrets;
    private final HttpEndpoints endpoints;
    private final Profiles profiles = new Profiles();
    private final ProfileServices profileServices;
    private final ClientsFactory clients;
    private final DefinitionTracker definitions;
    private final MetadataDesk metadata;
    private final EngineRoom engineRoom;
    private final Startup startup;
    private final List<ServiceRegistration<?>> registrations = new CopyOnWriteArrayList<>();
    private volatile ServiceSettings settings;
    private volatile boolean open;
    private volatile boolean closed;

    House(BundleContext context, Outside outside, ServiceSettings settings) {
        this(context, outside, settings, System::getenv, null);
    }

    House(
            BundleContext context,
            Outside bare,
            ServiceSettings settings,
            Function<String, @Nullable String> environment,
            @Nullable MBeanServer beans) {
        this.context = context;
        this.guests = new Lanes(bare.guests());
        this.outside = bare.with(new SigningTransport(context, guests, bare.work(), bare.transport()));
        this.environment = environment;
        this.settings = settings;
        this.work = new Lanes(outside.work());
        this.errands = new Lanes(outside.errands());
        this.answers = new AsyncAnswers(outside.errands());
        this.rawSettings = new RawSettings(context, new LastSettings(outside.disk(), etc()));
        this.configurations = new ClientConfigurations(rawSettings);
        this.secrets = new SecretDrawer(outside.entropy(), outside.work(), this::review);
        var owners = new OwnerRegister(outside.disk(), this::reviewClients);
        var settingsDesk =
                new SettingsDesk(configurations, secrets, owners, this::copy, () -> this.settings.tokenTimeout());
        this.desks = new Desks(answers, resources, owners, settingsDesk);
        this.conditions = new Conditions(context, errands);
        this.announcer = new Announcer(context, outside.guests(), this::isConfigured, this::admits);
        this.watchers = new Watchers(context, beans);
        this.clientServices = new ClientServices(context, desks, errands, watchers);
        var book = new ClientBook(outside.disk()::readUnsized, profiles, owners, secrets);
        this.clients = new ClientsFactory(rawSettings, book, this::baseUri, this, work, outside.work());
        this.profileServices = new ProfileServices(context, guests, profiles, clients::reviewAll);
        this.definitions = new DefinitionTracker(context, guests, clients);
        this.metadata = new MetadataDesk(outside, clients::afterwards, this::resolved);
        this.endpoints = new HttpEndpoints(context, clients::reviewAll);
        this.engineRoom =
                new EngineRoom(outside, desks, conditions, announcer, work, metadata, this, () -> this.settings);
        this.startup = new Startup(() -> clients.afterwards(this::openDoors));
    }

    /** Takes in what there is and opens the doors when it has been seen. Returns at once. */
    void start() {
        complain(settings);
        rawSettings.open();
        clients.afterwards(rawSettings.emptiedFiles()::load);
        profileServices.open();
        endpoints.open();
        rawSettings.clientPids().ifPresent(startup::expect);
        var unused = outside.work().after(DEADLINE, startup::deadline);
        definitions.open();
        announcer.open();
        register(ManagedServiceFactory.class, clients, Map.of(Constants.SERVICE_PID, Keys.CLIENT_FACTORY_PID));
        engineRoom.open(place(), startup::storeTried);
    }

    /** Takes over changed settings of the service. Returns at once. */
    void settings(ServiceSettings changed) {
        settings = changed;
        complain(changed);
        engineRoom.patience(changed.tokenTimeout());
        engineRoom.open(place(), () -> {});
        clients.reviewAll();
    }

    /** Gives back everything, in the reverse order. */
    @Override
    public void close() {
        closed = true;
        new ArrayList<>(registrations).forEach(this::withdraw);
        clientServices.close();
        watchers.close();
        definitions.close();
        announcer.close();
        conditions.close();
        endpoints.close();
        profileServices.close();
        work.close();
        errands.close();
        guests.close();
        metadata.close();
        engineRoom.close();
        answers.close();
        resources.close();
        rawSettings.close();
    }

    @Override
    public void settings(String client, @Nullable ClientSettings now) {
        metadata.settings(client, now);
    }

    private void resolved(String client, @Nullable ClientSettings now) {
        desks.desk(client).settings(now);
        announcer.review(client);
        if (open) {
            clientServices.configured(client, now != null);
        }
    }

    private void review(Set<String> names) {
        clients.review(names);
    }

    @Override
    public ClientBook copy() {
        return clients.copy();
    }

    @Override
    public ClientSettings completed(String client, ClientSettings told) {
        return metadata.completed(client, told);
    }

    @Override
    public void opened(Vault vault) {
        secrets.open(vault);
    }

    @Override
    public void closed() {
        secrets.close();
    }

    @Override
    public void afterwards(Runnable task) {
        clients.afterwards(task);
    }

    @Override
    public void delivered(String pid) {
        startup.delivered(pid);
    }

    @Override
    public Optional<Engine> engine() {
        return engineRoom.engine();
    }

    @Override
    public Optional<URI> baseUri() {
        return Optional.ofNullable(settings.baseUri()).or(endpoints::origin);
    }

    @Override
    public Optional<URI> relayUri() {
        return Optional.ofNullable(settings.relayUri());
    }

    @Override
    public List<ClientSettings.Invalid> strays() {
        return clients.strays();
    }

    @Override
    public List<String> notices() {
        var ofSettings = settings.problems().entrySet().stream()
                .map(problem -> "service-setting: " + problem.getKey() + " " + problem.getValue())
                .sorted();
        var ofStore = engine().map(Engine::problems).orElse(List.of()).stream().map(problem -> "store: " + problem);
        var ofOwners = desks.owners().problems().stream().map(problem -> "owners: " + problem);
        return Stream.of(ofSettings, ofStore, ofOwners)
                .flatMap(notices -> notices)
                .toList();
    }

    private boolean isConfigured(String client) {
        return desks.configured(client).isPresent();
    }

    private boolean admits(String client, String bundle) {
        return desks.configured(client).map(desk -> desk.admits(bundle)).orElse(false);
    }

    private void reviewClients() {
        clients.reviewAll();
    }

    private void openDoors() {
        rawSettings.emptiedFiles().allHaveCome(rawSettings.clientPids());
        clients.openForDefinitions();
        desks.start();
        engineRoom.start();
        open = true;
        register(OAuthService.class, ServiceFacade.factory(desks));
        var admin = admin();
        watchers.open(admin);
        register(OAuthAdmin.class, AdminFacade.factory(admin, () -> settings.admins()));
        desks.configured().forEach(desk -> clientServices.configured(desk.name(), true));
        LOG.info("{} clients are configured", desks.configured().size());
    }

    private Admin admin() {
        var backups = new BackupDesk(outside, configurations);
        var person = new PersonsDesk(desks.settingsDesk(), secrets, client -> clients.review(Set.of(client)));
        return new Admin(
                desks,
                this,
                new Admin.Tools(
                        backups,
                        new SelfTest(outside),
                        person,
                        this,
                        profiles,
                        new ForeignFiles(outside.disk()),
                        new NewClients(outside.disk(), etc(), desks.settingsDesk(), secrets),
                        backups));
    }

    private @Nullable Path etc() {
        var folder = context.getProperty("karaf.etc");
        return folder == null || folder.isBlank() ? null : Path.of(folder).toAbsolutePath();
    }

    private Place place() {
        return Place.of(settings, context::getProperty, environment);
    }

    private <S> void register(Class<S> type, ServiceFactory<S> factory) {
        keep(context.registerService(type, factory, FrameworkUtil.asDictionary(Map.of())));
    }

    private <S> void register(Class<S> type, S service, Map<String, ?> properties) {
        keep(context.registerService(type, service, FrameworkUtil.asDictionary(properties)));
    }

    private void keep(ServiceRegistration<?> registration) {
        registrations.add(registration);
        if (closed) {
            // Guards against doors that open while the house is torn down.
            withdraw(registration);
        }
    }

    private void withdraw(ServiceRegistration<?> registration) {
        if (registrations.remove(registration)) {
            registration.unregister();
        }
    }

    private static void complain(ServiceSettings settings) {
        settings.problems().forEach((key, reason) -> LOG.warn("{} of {} {}", key, Keys.SERVICE_PID, reason));
    }
}
