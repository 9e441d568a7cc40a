// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.core.protocol.TokenVerdict.Kind;
import org.winekey.oauth.core.token.Attempt.End;
import org.winekey.oauth.core.token.Attempt.NotSent;
import org.winekey.oauth.core.token.Attempt.Refused;
import org.winekey.oauth.core.token.Attempt.Renewed;

/** What the end of a flight means for its client. For one lane only. */
final class Touchdown {

    private static final Logger LOG = LoggerFactory.getLogger(Touchdown.class);

    private final String client;
    private final Parts parts;
    private final Situation now;
    private final Storekeeping storekeeping;
    private final Takeoff takeoff;
    private final Holding holding;
    private final Flight flight;
    private final Diary diary;

    Touchdown(String client, Parts parts, Situation now, Storekeeping storekeeping, Takeoff takeoff) {
        this.client = client;
        this.parts = parts;
        this.now = now;
        this.storekeeping = storekeeping;
        this.takeoff = takeoff;
        this.holding = parts.holding();
        this.flight = parts.flight();
        this.diary = parts.diary();
    }

    void landed(End how) {
        var about = flight.landed();
        parts.tally().landed(how);
        if (how instanceof Renewed renewed) {
            renewed(renewed, about);
        } else if (how instanceof NotSent notSent) {
            diary.notSent(notSent.why());
            now.trouble(parts.troubles().store(notSent.why(), null));
        } else if (how instanceof Refused refused && holding.is(about)) {
            refused(refused);
        } else {
            // Guards against blaming a new grant for what the provider said of the old one.
            diary.dropped();
            storekeeping.read();
            dropped(about);
        }
        parts.minima().landed();
    }

    // What was dropped had cleared the plan, and a grant that is still the same makes no new one.
    private void dropped(@Nullable Held about) {
        if (about != null && holding.is(about)) {
            now.planRefresh(Agenda.SOON);
        }
    }

    private void renewed(Renewed renewed, @Nullable Held about) {
        LOG.debug("{}: refreshed", client);
        diary.renewed(renewed, about, flight.byForce());
        now.allIsWell();
        holding.renewed(renewed);
        var token = renewed.next().granted().token();
        parts.rejections().renewed(token, flight.byForce(), parts.seams().time().nanos());
        parts.minima().renewed(holding);
        now.planRefresh(Agenda.SOON);
    }

    private void refused(Refused refused) {
        var kind = refused.verdict().kind();
        var error = refused.verdict().error();
        LOG.info("{}: not refreshed ({}{})", client, kind, error == null ? "" : ": " + error);
        diary.refused(refused);
        if (refused.salvaged() != null) {
            holding.salvaged(refused.salvaged(), refused.durable());
        }
        if (now.mayFly() && (onceMore(refused) || (flight.termsChanged() && mayBeTheSettings(kind)))) {
            takeoff.fly(flight.motive());
        } else if (holding.held() != null || now.source() != Source.PERSON) {
            remember(refused);
        }
    }

    // After a lost answer, at once, while there is no token to hand out.
    private boolean onceMore(Refused refused) {
        return refused.verdict().kind() == Kind.UNKNOWN && refused.unknownSends() < Agenda.MOST_SENDS && !now.usable();
    }

    private boolean mayBeTheSettings(Kind verdict) {
        return Troubles.mayBeTheSettings(verdict) || (verdict == Kind.DEAD && Source.needNobody(now.terms()));
    }

    private void remember(Refused refused) {
        var verdict = refused.verdict();
        var notBefore = now.exhausted() ? holding.deadNanos() : null;
        if (verdict.kind() == Kind.DEAD) {
            storekeeping.ended(refused.unknownSends() > 0, notBefore);
        } else {
            var circumstances = Troubles.Circumstances.of(now.terms(), holding.held(), notBefore);
            now.trouble(parts.troubles().of(verdict, circumstances));
        }
    }
}
