// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.watch;

import java.util.Map;
import java.util.TreeMap;
import org.winekey.oauth.admin.OAuthAdmin;

/** All clients out of the port of the faces. */
record ServiceBean(OAuthAdmin admin) implements ServiceMXBean {

    @Override
    public int getClients() {
        return admin.clients().size();
    }

    @Override
    public Map<String, Integer> getAudiences() {
        var audiences = new TreeMap<String, Integer>();
        admin.clients()
                .forEach(report -> audiences.merge(report.status().audience().name(), 1, Integer::sum));
        return audiences;
    }

    @Override
    public int getWaiting() {
        return ClientBean.counters(admin).waiting();
    }

    @Override
    public String getSince() {
        return ClientBean.counters(admin).since().toString();
    }
}
