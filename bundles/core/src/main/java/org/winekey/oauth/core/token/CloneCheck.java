// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.token;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.winekey.oauth.core.protocol.Grant.Quarantine;
import org.winekey.oauth.core.seam.StoreIo;
import org.winekey.oauth.core.store.MachineIdentity;
import org.winekey.oauth.core.store.MachineMark;
import org.winekey.oauth.core.store.MachineMark.Verdict;

/**
 * Notices that the store was used on another machine before, and puts its grants into quarantine: the other machine may
 * still run. To be run after the store was opened and before any keeper works on it. Blocks nothing without evidence:
 *
 * <ol>
 *   <li>no identity of this machine can be read: nothing is done;
 *   <li>no mark, a damaged one, or one of another source of identity: the store is marked as this machine's;
 *   <li>the mark cannot be read, or a later version made it: nothing is done;
 *   <li>the mark is this machine's: nothing is done;
 *   <li>the mark is another machine's: every grant goes into quarantine, then the store is marked as this machine's.
 * </ol>
 */
public final class CloneCheck {

    private static final Logger LOG = LoggerFactory.getLogger(CloneCheck.class);
    private static final CloneNotice NOTHING = Optional::empty;
    private static final String REASON = "this store was used on another machine before";
    private static final String UNMARKED =
            "winekey.machine cannot be written, so the next start takes sign-ins made until then for copies, too";
    private static final String UNNOTICED = ", so a copy of this store on another machine is not noticed";

    private final Quarantines quarantines;
    private final MachineMark mark;
    private final Instant now;

    /** A check of the store that the mark belongs to. */
    public CloneCheck(Quarantines quarantines, MachineMark mark, Instant now) {
        this.quarantines = quarantines;
        this.mark = mark;
        this.now = now;
    }

    /**
     * Looks, and acts on evidence.
     *
     * @param machineFile the file that the settings name; null: none
     * @return what an operator should know from now on (never null)
     * @throws IOException when there is evidence and not every grant could be put into quarantine: then no keeper may work
     *     on the store
     */
    public CloneNotice run(StoreIo io, @Nullable Path machineFile) throws IOException {
        var machine = MachineIdentity.read(io, machineFile);
        if (machine.isPresent()) {
            return act(machine.get());
        }
        LOG.debug("Nothing tells this machine from a copy of it");
        return machineFile == null
                ? NOTHING
                : notice("machine_file " + machineFile + " is missing or says nothing" + UNNOTICED);
    }

    private CloneNotice act(MachineIdentity machine) throws IOException {
        var verdict = mark.look(machine);
        return switch (verdict) {
            case SAME -> NOTHING;
            case OTHER_MACHINE -> quarantine(machine);
            case MISSING, DAMAGED, OTHER_SOURCE -> adopt(machine, verdict);
            case LATER_FORMAT -> blind("was made by a later version");
            case UNREADABLE -> blind("cannot be read");
        };
    }

    private CloneNotice blind(String why) {
        return notice(mark + " " + why + UNNOTICED);
    }

    private CloneNotice adopt(MachineIdentity machine, Verdict verdict) {
        try {
            mark.write(machine);
            LOG.info("The token store is marked as this machine's by {} ({} mark)", machine.source(), verdict);
            return NOTHING;
        } catch (IOException e) {
            return blind("cannot be written");
        }
    }

    private CloneNotice quarantine(MachineIdentity machine) throws IOException {
        var batch = "clone-" + mark.nickname(machine);
        var withheld = quarantines.holdAll(new Quarantine(batch, REASON, now));
        if (!withheld.isEmpty()) {
            return notice(
                    REASON + ", so its sign-ins were put into quarantine (oauth:release " + batch + "); the grants of "
                            + withheld + " cannot be read for that and are not used: mend the disk, then start again");
        }
        // Only now: after a crash before this, the rest must still be found to be another machine's.
        var doubt = adopt(machine, Verdict.OTHER_MACHINE) == NOTHING ? "" : "; " + UNMARKED;
        var held = quarantines.in(batch);
        LOG.info("{}: used on another machine before; in quarantine as {}: {}", mark, batch, held);
        return new CloneNotice.OfBatch(
                REASON + ", so its sign-ins were put into quarantine; once the other machine is off for good:"
                        + " oauth:release " + batch + doubt,
                quarantines,
                batch,
                held);
    }

    private static CloneNotice notice(String text) {
        return () -> Optional.of(text);
    }
}
