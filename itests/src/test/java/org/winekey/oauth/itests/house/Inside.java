// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.house;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.winekey.oauth.itests.support.KarafProcess;

/** What the JVM of a Karaf holds, whichever bundles are there. Not thread-safe. */
final class Inside implements AutoCloseable {
    private final JMXConnector connection;

    private Inside(JMXConnector connection) {
        this.connection = connection;
    }

    /** Looks into this one, which runs. */
    @SuppressWarnings("BanJNDI") // The other end is the Karaf that this test has started.
    static Inside of(KarafProcess karaf) throws IOException {
        try {
            var machine = VirtualMachine.attach(Long.toString(karaf.pid()));
            try {
                return new Inside(JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    /** Names of the threads. */
    List<String> threads() throws IOException {
        var threads = ManagementFactory.newPlatformMXBeanProxy(
                connection.getMBeanServerConnection(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .map(ThreadInfo::getThreadName)
                .toList();
    }

    /** Names of the MBeans. */
    List<String> beans() throws IOException {
        try {
            return connection.getMBeanServerConnection().queryNames(new ObjectName("*:*"), null).stream()
                    .map(ObjectName::toString)
                    .toList();
        } catch (MalformedObjectNameException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
