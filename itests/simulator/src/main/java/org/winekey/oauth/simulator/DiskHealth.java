// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.simulator;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Which calls to the disk fail at present. Not thread-safe. */
final class DiskHealth {

    private final World world;
    private @Nullable Mishap fault;
    private long until;
    private int calls;

    /** What a call to the disk does. */
    enum Act {
        READ(10),
        WRITE(11),
        FORCE(12),
        NAME(13);

        private final int step;

        Act(int step) {
            this.step = step;
        }

        /** Its number in the trace. */
        int step() {
            return step;
        }
    }

    DiskHealth(World world) {
        this.world = world;
    }

    /** A fault begins: for a span, or for that many calls within it. */
    void fall(Mishap what, long end, int most) {
        fault = what;
        until = end;
        calls = most;
    }

    void heal() {
        fault = null;
    }

    boolean well() {
        return present() == null;
    }

    private @Nullable Mishap present() {
        return world.stage().now() < until && calls > 0 ? fault : null;
    }

    void check(Act act) throws IOException {
        var what = present();
        if (what != null && concerns(what, act)) {
            use(what);
            throw new IOException(what == Mishap.DISK_FULL ? "No space left on device" : "Input/output error");
        }
    }

    private static boolean concerns(Mishap what, Act act) {
        return switch (what) {
            case READ_ERRORS -> act == Act.READ;
            case WRITE_ERRORS -> act == Act.WRITE;
            case FLUSH_FAILS -> act == Act.FORCE;
            case DISK_FULL, QUOTA_USED_UP -> act == Act.WRITE || act == Act.NAME;
            case DISK_READ_ONLY -> act != Act.READ;
            case DISK_DEAD -> true;
            default -> false;
        };
    }

    /** Whether the next write ends half way. */
    boolean halves() {
        return takes(Mishap.WRITE_HALF_DONE);
    }

    /** Whether the next write gets one wrong bit. */
    boolean spoils() {
        return takes(Mishap.WRONG_BIT_WRITTEN);
    }

    private boolean takes(Mishap one) {
        if (present() != one) {
            return false;
        }
        use(one);
        return true;
    }

    private void use(Mishap what) {
        calls--;
        world.hit(what);
        if (calls == 0) {
            world.troubled(what, world.stage().now());
        }
    }
}
