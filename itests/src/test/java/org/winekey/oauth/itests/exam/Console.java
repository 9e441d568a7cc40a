// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;

/** An administrator at the Karaf shell who types one command after another. Not thread-safe. */
final class Console {
    private final SessionFactory sessions;
    private final Subject subject;
    private final String user;

    /** Logs in as the administrator; the session belongs to this user. */
    Console(SessionFactory sessions, String user) {
        this.sessions = sessions;
        this.user = user;
        this.subject = login();
    }

    /** Runs a command and returns what it printed; a failing command throws what it threw. */
    String run(String command) throws Exception {
        var screen = new ByteArrayOutputStream();
        try (var out = new PrintStream(screen, true, UTF_8)) {
            var session = sessions.create(new ByteArrayInputStream(new byte[0]), out, out);
            execute(session, command);
            session.close();
        }
        return screen.toString(UTF_8);
    }

    /** Whether the shell has a command now; it comes and goes with its bundle. */
    boolean knows(String scope, String name) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
        var session = sessions.create(new ByteArrayInputStream(new byte[0]), nowhere, nowhere);
        try {
            return session.getRegistry().getCommand(scope, name) != null;
        } finally {
            session.close();
        }
    }

    /** Starts a session that can ask questions back. */
    Dialogue dialogue() {
        return new Dialogue(this);
    }

    Session interactive(InputStream keyboard, PrintStream screen, Runnable atEnd) {
        var session = sessions.create(keyboard, screen, screen, null, UTF_8.name(), atEnd);
        session.put("USER", user);
        return session;
    }

    <T> T asUser(PrivilegedExceptionAction<T> action) throws Exception {
        try {
            return Subject.doAs(subject, action);
        } catch (PrivilegedActionException e) {
            throw e.getException();
        }
    }

    private void execute(Session session, String command) throws Exception {
        session.put("USER", user);
        asUser(() -> session.execute(command));
    }

    private static Subject login() {
        try {
            var login = new LoginContext("karaf", new Subject(), Console::answer);
            login.login();
            return login.getSubject();
        } catch (LoginException e) {
            throw new AssertionError("the administrator cannot log in", e);
        }
    }

    private static void answer(Callback[] questions) {
        for (var question : questions) {
            if (question instanceof NameCallback name) {
                name.setName(House.ADMIN);
            } else if (question instanceof PasswordCallback password) {
                password.setPassword(House.ADMIN_PASSWORD.toCharArray());
            }
        }
    }
}
