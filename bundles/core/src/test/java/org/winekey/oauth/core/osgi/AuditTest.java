// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.AdminException;
import org.winekey.oauth.admin.Arrival;
import org.winekey.oauth.admin.ClientEvent;
import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.admin.RevocationOutcome;
import org.winekey.oauth.admin.SignInOutcome;
import org.winekey.oauth.admin.Starter;

/** What the audit log says, and what it never says. */
final class AuditTest {

    private static final String CANARY = "CANARY";
    private static final Starter ANNA = new Starter("page", "anna");
    private static final String BY_ANNA = "act who=anna face=page bundle=org.winekey.oauth.web what=";

    private final List<String> lines = new ArrayList<>();
    private SignInOutcome.Kind kind = SignInOutcome.Kind.DONE;
    private Optional<RuntimeException> fault = Optional.empty();
    private final OAuthAdmin behind = FakeFramework.proxy(OAuthAdmin.class, (self, method, arguments) -> {
        if (fault.isPresent()) {
            throw fault.get();
        }
        return switch (method.getName()) {
            case "refresh" -> ClientStatus.of(ClientStatus.Code.THROTTLED, CANARY);
            case "revoke" -> new RevocationOutcome(RevocationOutcome.Kind.CONFIRMED, CANARY);
            case "accept", "arrive", "complete", "signIn" -> new SignInOutcome(kind, "spotify", CANARY);
            default -> null;
        };
    });
    private final OAuthAdmin admin =
            new AdminFacade(behind, Set::of, new Audit(lines::add), new Audit.Actor("org.winekey.oauth.web", null));

    private void byAnna(Consumer<OAuthAdmin> act) {
        act.accept(admin.as(ANNA));
    }

    @Test
    void act_ofAUser_saysWhoDidWhatAndHowItEnded() {
        byAnna(mine -> mine.refresh("spotify"));
        byAnna(mine -> mine.forget("spotify"));
        byAnna(mine -> mine.revoke("spotify"));
        byAnna(mine -> mine.accept("spotify", "p-1"));
        admin.begin("spotify", ANNA);

        assertThat(lines)
                .containsExactly(
                        BY_ANNA + "refresh client=spotify outcome=THROTTLED",
                        BY_ANNA + "forget client=spotify outcome=DONE",
                        BY_ANNA + "revoke client=spotify outcome=CONFIRMED",
                        BY_ANNA + "accept client=spotify outcome=DONE",
                        BY_ANNA + "begin client=spotify outcome=DONE");
    }

    @Test
    void act_ofABundle_saysWhichOne() {
        admin.refresh("spotify");

        assertThat(lines)
                .containsExactly(
                        "act who=- face=- bundle=org.winekey.oauth.web what=refresh client=spotify outcome=THROTTLED");
    }

    @Test
    void act_thatFails_saysWhy() {
        fault = Optional.of(new AdminException(AdminException.Problem.NO_GRANT, CANARY));
        assertThatThrownBy(() -> admin.refresh("spotify")).isSameAs(fault.get());
        fault = Optional.of(new IllegalStateException(CANARY));
        assertThatThrownBy(() -> admin.refresh("spotify")).isSameAs(fault.get());

        assertThat(lines.get(0)).endsWith("outcome=NO_GRANT");
        assertThat(lines.get(1)).endsWith("outcome=FAILED");
    }

    @Test
    void act_ofABundleThatMayNot_isWrittenDownToo() {
        var greedy =
                new AdminFacade(behind, Set::of, new Audit(lines::add), new Audit.Actor("org.example.greedy", null));

        assertThatThrownBy(() -> greedy.forget("spotify")).isInstanceOf(AdminException.class);
        assertThatThrownBy(() -> greedy.as(ANNA)).isInstanceOf(AdminException.class);

        assertThat(lines)
                .containsExactly(
                        "act who=- face=- bundle=org.example.greedy what=forget client=spotify outcome=NOT_PERMITTED");
    }

    @Test
    @Tag("R-095")
    void lines_ofEveryAct_haveNoSecretNoAddressAndNoValue() {
        byAnna(mine -> {
            mine.create("spotify", Map.of("scope", CANARY), CANARY.toCharArray());
            mine.set("spotify", "scope", CANARY);
            mine.seal("spotify", ".client_secret", CANARY.toCharArray());
            mine.complete("http://127.0.0.1/?code=" + CANARY, ANNA);
            mine.signIn("spotify", CANARY, CANARY.toCharArray(), ANNA);
            mine.arrive(new Arrival("spotify", Map.of("code", List.of(CANARY)), Set.of(CANARY), CANARY));
            mine.accept("spotify", CANARY);
            mine.decline("spotify", CANARY);
            mine.backup(Path.of("/", CANARY), CANARY.toCharArray());
        });

        assertThat(lines).hasSize(9).noneMatch(line -> line.contains(CANARY));
        assertThat(lines.get(1)).contains("what=set:scope ");
    }

    @Test
    void names_thatWouldMakeALineOrAFieldOfTheirOwn_areMadeFit() {
        admin.as(new Starter("page", "eve\nact who=anna outcome=DONE")).refresh("x\ny");
        admin.set("spotify", "a b\u2028c", "x");
        admin.as(new Starter("", "x".repeat(500))).refresh("spotify");

        assertThat(lines.get(0))
                .isEqualTo("act who=eve_act_who_anna_outcome_DONE face=page bundle=org.winekey.oauth.web what=refresh"
                        + " client=- outcome=THROTTLED");
        assertThat(lines.get(1)).contains("what=set:a_b_c ");
        assertThat(lines.get(2)).hasSizeLessThan(200).contains(" face=- ");
    }

    @Test
    void answers_aboutNothing_areNotWrittenDown() {
        var arrival = new Arrival("spotify", Map.of(), Set.of(), "192.0.2.7");
        for (var about : List.of(SignInOutcome.Kind.NO_SUCH_SIGN_IN, SignInOutcome.Kind.MALFORMED)) {
            kind = about;
            admin.arrive(arrival);
        }
        assertThat(lines).isEmpty();

        kind = SignInOutcome.Kind.REFUSED_BY_PROVIDER;
        admin.arrive(arrival);
        assertThat(lines).singleElement().asString().endsWith("what=arrive client=spotify outcome=REFUSED_BY_PROVIDER");
    }

    @ParameterizedTest
    @EnumSource(ClientEvent.Kind.class)
    void happening_thatChangesAGrant_isWrittenDown(ClientEvent.Kind what) {
        new Audit(lines::add).happened("spotify", what);

        var quiet = Set.of(
                ClientEvent.Kind.SETTINGS,
                ClientEvent.Kind.FOUND,
                ClientEvent.Kind.REFRESHED,
                ClientEvent.Kind.NOT_REFRESHED,
                ClientEvent.Kind.THROTTLED,
                ClientEvent.Kind.DROPPED,
                ClientEvent.Kind.API_REJECTED,
                ClientEvent.Kind.STORE_REFUSED,
                ClientEvent.Kind.STORE_WORKS,
                ClientEvent.Kind.CLOCK_JUMPED);
        assertThat(lines).isEqualTo(quiet.contains(what) ? List.of() : List.of("grant client=spotify change=" + what));
    }
}
