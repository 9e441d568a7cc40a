// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.watch;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.winekey.oauth.ClientStatus;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.OAuthAdmin;

/**
 * The health of all clients for Apache Felix Health Checks; the worst client counts. It tells names, codes and keys, and no reason,
 * because such results may be open to anybody. Thread-safe.
 *
 * @param admin the port of the faces (never null)
 */
public record ClientsHealth(OAuthAdmin admin) implements HealthCheck {

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        var reports = admin.clients();
        log.info("{} clients are configured", reports.size());
        reports.forEach(report -> tell(log, report));
        return new Result(log);
    }

    private static void tell(FormattingResultLog log, ClientReport report) {
        var status = report.status();
        var key = status.key().map(name -> " (" + name + ")").orElse("");
        if (status.code() == ClientStatus.Code.LOCKED) {
            log.critical("{}: {}{}", report.name(), status.code(), key);
        } else if (status.audience() == ClientStatus.Audience.WAIT) {
            log.temporarilyUnavailable("{}: {}{}", report.name(), status.code(), key);
        } else if (isWanted(status)) {
            log.warn("{}: {}{}", report.name(), status.code(), key);
        } else {
            log.info("{}: {}{}", report.name(), status.code(), key);
        }
    }

    // Who switched a client off knows.
    private static boolean isWanted(ClientStatus status) {
        return status.audience() != ClientStatus.Audience.NONE && status.code() != ClientStatus.Code.DISABLED;
    }
}
