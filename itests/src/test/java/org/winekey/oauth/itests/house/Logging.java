// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import org.winekey.oauth.itests.support.KarafProcess;

/** How much a Karaf logs. */
final class Logging {
    private static final String FILE = "org.ops4j.pax.logging.cfg";

    private Logging() {}

    /**
     * TRACE for everything, except the two programs that print whole requests by design: Jetty (the bytes of a request
     * with its Authorization header) and the ssh server (the bytes of a session).
     */
    static void everythingOf(KarafProcess karaf) {
        karaf.set(FILE, "log4j2.rootLogger.level", "TRACE");
        karaf.set(FILE, "log4j2.appender.rolling.policies.size.size", "1GB");
        level(karaf, "jetty", "org.eclipse.jetty", "INFO");
        level(karaf, "sshd", "org.apache.sshd", "INFO");
    }

    private static void level(KarafProcess karaf, String key, String name, String level) {
        karaf.set(FILE, "log4j2.logger." + key + ".name", name);
        karaf.set(FILE, "log4j2.logger." + key + ".level", level);
    }
}
