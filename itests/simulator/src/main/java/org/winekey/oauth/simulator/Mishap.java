// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import static org.winekey.oauth.simulator.Mishap.Effect.ASKS_PATIENCE;
import static org.winekey.oauth.simulator.Mishap.Effect.BROKEN_YES;
import static org.winekey.oauth.simulator.Mishap.Effect.LOST;
import static org.winekey.oauth.simulator.Mishap.Effect.NEEDS_PERSON;
import static org.winekey.oauth.simulator.Mishap.Effect.NEVER_SENT;
import static org.winekey.oauth.simulator.Mishap.Effect.NO_DISK;
import static org.winekey.oauth.simulator.Mishap.Effect.ODD_YES;
import static org.winekey.oauth.simulator.Mishap.Effect.OTHER_TIME;
import static org.winekey.oauth.simulator.Mishap.Effect.REFUSED;
import static org.winekey.oauth.simulator.Mishap.Effect.RESTART;
import static org.winekey.oauth.simulator.Mishap.Effect.SETTINGS_BLAMED;
import static org.winekey.oauth.simulator.Mishap.Effect.SETTINGS_DIFFER;
import static org.winekey.oauth.simulator.Mishap.Effect.TOKEN_REFUSED;
import static org.winekey.oauth.simulator.Mishap.Layer.API;
import static org.winekey.oauth.simulator.Mishap.Layer.BODY;
import static org.winekey.oauth.simulator.Mishap.Layer.CLOCK;
import static org.winekey.oauth.simulator.Mishap.Layer.DISK;
import static org.winekey.oauth.simulator.Mishap.Layer.DNS;
import static org.winekey.oauth.simulator.Mishap.Layer.HTTP;
import static org.winekey.oauth.simulator.Mishap.Layer.OAUTH;
import static org.winekey.oauth.simulator.Mishap.Layer.PERSON;
import static org.winekey.oauth.simulator.Mishap.Layer.PROCESS;
import static org.winekey.oauth.simulator.Mishap.Layer.PROVIDER;
import static org.winekey.oauth.simulator.Mishap.Layer.PROXY;
import static org.winekey.oauth.simulator.Mishap.Layer.SETTINGS;
import static org.winekey.oauth.simulator.Mishap.Layer.TCP;
import static org.winekey.oauth.simulator.Mishap.Layer.TLS;
import static org.winekey.oauth.simulator.Mishap.Moment.AFTER_COMMIT;
import static org.winekey.oauth.simulator.Mishap.Moment.ANY;
import static org.winekey.oauth.simulator.Mishap.Moment.BEFORE_COMMIT;
import static org.winekey.oauth.simulator.Mishap.Moment.BEFORE_SEND;
import static org.winekey.oauth.simulator.Mishap.Moment.IN_ANSWER;

import java.util.Arrays;
import java.util.List;

/** Everything that can go wrong, by layer, moment and effect. */
enum Mishap {
    NAME_DOES_NOT_RESOLVE(DNS, BEFORE_SEND, NEVER_SENT),

    CONNECTION_REFUSED(TCP, BEFORE_SEND, NEVER_SENT),
    CONNECTION_TIMES_OUT(TCP, BEFORE_SEND, NEVER_SENT),
    RESET_BEFORE_REQUEST(TCP, BEFORE_SEND, NEVER_SENT),
    REQUEST_LOST(TCP, BEFORE_COMMIT, LOST),
    REQUEST_LOST_IN_SILENCE(TCP, BEFORE_COMMIT, LOST),
    ANSWER_LOST(TCP, AFTER_COMMIT, LOST),
    ANSWER_LOST_IN_SILENCE(TCP, AFTER_COMMIT, LOST),
    ANSWER_DRIPS_PAST_DEADLINE(TCP, IN_ANSWER, LOST),
    ANSWER_CUT(TCP, IN_ANSWER, LOST),
    COMMIT_AFTER_DEADLINE(TCP, BEFORE_COMMIT, LOST),

    HANDSHAKE_FAILS(TLS, BEFORE_SEND, NEVER_SENT),
    CERTIFICATE_NOT_YET_VALID(TLS, BEFORE_SEND, NEVER_SENT),
    CERTIFICATE_EXPIRED(TLS, BEFORE_SEND, NEVER_SENT),
    CERTIFICATE_UNTRUSTED(TLS, BEFORE_SEND, NEVER_SENT),

    PORTAL_200_HTML(PROXY, BEFORE_COMMIT, REFUSED),
    PORTAL_302(PROXY, BEFORE_COMMIT, REFUSED),
    PORTAL_307(PROXY, BEFORE_COMMIT, REFUSED),
    PORTAL_511(PROXY, BEFORE_COMMIT, REFUSED),
    PROXY_407(PROXY, BEFORE_COMMIT, REFUSED),
    PROXY_502(PROXY, BEFORE_COMMIT, LOST),
    PROXY_504_AFTER_COMMIT(PROXY, AFTER_COMMIT, LOST),

    STATUS_301(HTTP, BEFORE_COMMIT, SETTINGS_BLAMED),
    STATUS_308(HTTP, BEFORE_COMMIT, SETTINGS_BLAMED),
    STATUS_303(HTTP, BEFORE_COMMIT, REFUSED),
    STATUS_400_HTML(HTTP, BEFORE_COMMIT, REFUSED),
    STATUS_401_EMPTY(HTTP, BEFORE_COMMIT, SETTINGS_BLAMED),
    STATUS_403_FIREWALL(HTTP, BEFORE_COMMIT, REFUSED),
    STATUS_404(HTTP, BEFORE_COMMIT, SETTINGS_BLAMED),
    STATUS_405(HTTP, BEFORE_COMMIT, SETTINGS_BLAMED),
    STATUS_408(HTTP, BEFORE_COMMIT, REFUSED),
    STATUS_410(HTTP, BEFORE_COMMIT, SETTINGS_BLAMED),
    STATUS_415(HTTP, BEFORE_COMMIT, SETTINGS_BLAMED),
    STATUS_425(HTTP, BEFORE_COMMIT, REFUSED),
    STATUS_429(HTTP, BEFORE_COMMIT, ASKS_PATIENCE),
    STATUS_429_SECONDS(HTTP, BEFORE_COMMIT, ASKS_PATIENCE),
    STATUS_429_DATE(HTTP, BEFORE_COMMIT, ASKS_PATIENCE),
    STATUS_429_GARBAGE(HTTP, BEFORE_COMMIT, ASKS_PATIENCE),
    STATUS_429_ABSURD(HTTP, BEFORE_COMMIT, ASKS_PATIENCE),
    STATUS_429_INVALID_GRANT(HTTP, BEFORE_COMMIT, ASKS_PATIENCE),
    STATUS_500(HTTP, BEFORE_COMMIT, LOST),
    STATUS_500_AFTER_COMMIT(HTTP, AFTER_COMMIT, LOST),
    STATUS_500_INVALID_GRANT(HTTP, BEFORE_COMMIT, LOST),
    STATUS_501(HTTP, BEFORE_COMMIT, LOST),
    STATUS_502_AFTER_COMMIT(HTTP, AFTER_COMMIT, LOST),
    STATUS_503(HTTP, BEFORE_COMMIT, ASKS_PATIENCE),
    STATUS_503_SECONDS(HTTP, BEFORE_COMMIT, ASKS_PATIENCE),
    STATUS_503_DATE(HTTP, BEFORE_COMMIT, ASKS_PATIENCE),
    STATUS_504(HTTP, BEFORE_COMMIT, LOST),
    STATUS_520(HTTP, BEFORE_COMMIT, LOST),
    STATUS_524_AFTER_COMMIT(HTTP, AFTER_COMMIT, LOST),
    NOT_HTTP(HTTP, AFTER_COMMIT, LOST),

    SERVER_ERROR(OAUTH, BEFORE_COMMIT, REFUSED),
    TEMPORARILY_UNAVAILABLE(OAUTH, BEFORE_COMMIT, REFUSED),
    INVALID_CLIENT(OAUTH, BEFORE_COMMIT, SETTINGS_BLAMED),
    UNAUTHORIZED_CLIENT(OAUTH, BEFORE_COMMIT, SETTINGS_BLAMED),
    INVALID_SCOPE(OAUTH, BEFORE_COMMIT, SETTINGS_BLAMED),
    INVALID_REQUEST(OAUTH, BEFORE_COMMIT, SETTINGS_BLAMED),
    UNSUPPORTED_GRANT_TYPE(OAUTH, BEFORE_COMMIT, SETTINGS_BLAMED),
    UNKNOWN_CODE(OAUTH, BEFORE_COMMIT, SETTINGS_BLAMED),
    DESCRIPTION_IS_A_NUMBER(OAUTH, BEFORE_COMMIT, REFUSED),
    ERROR_BESIDE_TOKENS(OAUTH, BEFORE_COMMIT, REFUSED),
    INVALID_GRANT_ONCE(OAUTH, BEFORE_COMMIT, REFUSED),
    ACCESS_DENIED(OAUTH, BEFORE_COMMIT, NEEDS_PERSON),
    INTERACTION_REQUIRED(OAUTH, BEFORE_COMMIT, NEEDS_PERSON),

    BODY_TOO_LARGE(BODY, IN_ANSWER, BROKEN_YES),
    BODY_TOO_LARGE_WITH_TOKENS_FIRST(BODY, IN_ANSWER, BROKEN_YES),
    BODY_NOT_JSON(BODY, IN_ANSWER, BROKEN_YES),
    BODY_EMPTY(BODY, IN_ANSWER, BROKEN_YES),
    JSON_TRUNCATED(BODY, IN_ANSWER, BROKEN_YES),
    JSON_TRUNCATED_AFTER_REFRESH_TOKEN(BODY, IN_ANSWER, BROKEN_YES),
    JSON_DUPLICATE_KEYS(BODY, IN_ANSWER, BROKEN_YES),
    JSON_TOO_DEEP(BODY, IN_ANSWER, BROKEN_YES),
    NO_ACCESS_TOKEN(BODY, IN_ANSWER, BROKEN_YES),
    UNKNOWN_TOKEN_TYPE(BODY, IN_ANSWER, BROKEN_YES),
    NO_TOKEN_TYPE(BODY, IN_ANSWER, BROKEN_YES),
    EXPIRES_IN_ZERO(BODY, IN_ANSWER, ODD_YES),
    EXPIRES_IN_NEGATIVE(BODY, IN_ANSWER, ODD_YES),
    EXPIRES_IN_TEXT(BODY, IN_ANSWER, ODD_YES),
    EXPIRES_IN_FRACTION(BODY, IN_ANSWER, ODD_YES),
    EXPIRES_IN_ABSURD(BODY, IN_ANSWER, ODD_YES),
    EXPIRES_IN_NULL(BODY, IN_ANSWER, ODD_YES),
    FEWER_SCOPES(BODY, IN_ANSWER, ODD_YES),
    REFRESH_TOKEN_OMITTED(BODY, IN_ANSWER, ODD_YES),
    REFRESH_TOKEN_EMPTY(BODY, IN_ANSWER, ODD_YES),
    REFRESH_TOKEN_NULL(BODY, IN_ANSWER, ODD_YES),
    ANSWER_SLOWER_THAN_CALLERS(BODY, IN_ANSWER, ODD_YES),

    GRANT_ENDED_WITH_TOKENS(PROVIDER, ANY, NEEDS_PERSON),
    GRANT_ENDED_QUIETLY(PROVIDER, ANY, NEEDS_PERSON),
    OUTAGE(PROVIDER, BEFORE_SEND, NEVER_SENT),

    READ_ERRORS(DISK, ANY, NO_DISK),
    WRITE_ERRORS(DISK, ANY, NO_DISK),
    WRITE_HALF_DONE(DISK, ANY, NO_DISK),
    FLUSH_FAILS(DISK, ANY, NO_DISK),
    DISK_FULL(DISK, ANY, NO_DISK),
    QUOTA_USED_UP(DISK, ANY, NO_DISK),
    DISK_READ_ONLY(DISK, ANY, NO_DISK),
    DISK_DEAD(DISK, ANY, NO_DISK),
    WRONG_BIT_WRITTEN(DISK, ANY, NO_DISK),

    CLOCK_AN_HOUR_AHEAD(CLOCK, ANY, OTHER_TIME),
    CLOCK_AN_HOUR_BEHIND(CLOCK, ANY, OTHER_TIME),
    CLOCK_A_YEAR_AHEAD(CLOCK, ANY, OTHER_TIME),
    CLOCK_56_YEARS_AHEAD(CLOCK, ANY, OTHER_TIME),
    CLOCK_1970_AT_START(CLOCK, ANY, OTHER_TIME),
    SUSPENDED_MINUTES(CLOCK, ANY, OTHER_TIME),
    SUSPENDED_HOURS(CLOCK, ANY, OTHER_TIME),

    PROCESS_KILLED(PROCESS, ANY, RESTART),
    KILLED_AGAIN_AND_AGAIN(PROCESS, ANY, RESTART),
    POWER_CUT(PROCESS, ANY, RESTART),
    ORDERLY_RESTART(PROCESS, ANY, RESTART),
    TIMER_LOST(PROCESS, ANY, OTHER_TIME),

    SECRET_WRONG(SETTINGS, ANY, SETTINGS_DIFFER),
    SECRET_CHANGED(SETTINGS, ANY, SETTINGS_DIFFER),
    CLIENT_ID_CHANGED(SETTINGS, ANY, SETTINGS_DIFFER),
    ENDPOINT_CHANGED(SETTINGS, ANY, SETTINGS_DIFFER),
    CLIENT_DISABLED(SETTINGS, ANY, SETTINGS_DIFFER),
    CLIENT_DELETED(SETTINGS, ANY, SETTINGS_DIFFER),
    SETTINGS_INVALID(SETTINGS, ANY, SETTINGS_DIFFER),

    API_REJECTS_ONCE(API, ANY, TOKEN_REFUSED),
    API_REJECTS_FOR_HOURS(API, ANY, TOKEN_REFUSED),

    SIGN_IN_MEANWHILE(PERSON, ANY, SETTINGS_DIFFER),
    FORGOTTEN(PERSON, ANY, NEEDS_PERSON),
    REFRESH_NOW(PERSON, ANY, OTHER_TIME);

    private static final List<Mishap> ON_THE_WAY =
            Arrays.stream(values()).filter(Mishap::isOnTheWay).toList();

    private final Layer layer;
    private final Moment moment;
    private final Effect effect;

    Mishap(Layer layer, Moment moment, Effect effect) {
        this.layer = layer;
        this.moment = moment;
        this.effect = effect;
    }

    /** Where it happens. */
    enum Layer {
        DNS,
        TCP,
        TLS,
        PROXY,
        HTTP,
        OAUTH,
        BODY,
        PROVIDER,
        DISK,
        CLOCK,
        PROCESS,
        SETTINGS,
        API,
        PERSON
    }

    /** When, seen from a refresh. */
    enum Moment {
        BEFORE_SEND,
        BEFORE_COMMIT,
        AFTER_COMMIT,
        IN_ANSWER,
        ANY
    }

    /** What it does to the client, and how soon the client must be well again afterwards. */
    enum Effect {
        NEVER_SENT(15),
        LOST(15),
        REFUSED(15),
        ASKS_PATIENCE(15),
        SETTINGS_BLAMED(60),
        NEEDS_PERSON(15),
        BROKEN_YES(60),
        ODD_YES(15),
        NO_DISK(15),
        OTHER_TIME(15),
        RESTART(15),
        SETTINGS_DIFFER(15),
        TOKEN_REFUSED(15);

        private final int minutes;

        Effect(int minutes) {
            this.minutes = minutes;
        }

        /** Within so many minutes after its end an attempt is made; the error table says so. */
        int minutes() {
            return minutes;
        }
    }

    Layer layer() {
        return layer;
    }

    Moment moment() {
        return moment;
    }

    Effect effect() {
        return effect;
    }

    /** Whether it happens to a request. */
    private boolean isOnTheWay() {
        return moment != ANY && this != OUTAGE;
    }

    /** Whether after it the provider may have acted on the request without the client knowing. */
    boolean isOutcomeUnknown() {
        return effect == LOST || effect == BROKEN_YES;
    }

    /** Whether the provider commits before it shows. */
    boolean commits() {
        return moment == AFTER_COMMIT || moment == IN_ANSWER;
    }

    static List<Mishap> onTheWay() {
        return ON_THE_WAY;
    }
}
