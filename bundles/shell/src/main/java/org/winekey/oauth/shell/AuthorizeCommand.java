// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.shell;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;
import org.winekey.oauth.admin.ClientReport;
import org.winekey.oauth.admin.SignInLink;

/** {@code oauth:authorize}: starts a sign-in and prints what the person needs to go through a door of it. */
@Service
@Command(
        scope = "oauth",
        name = "authorize",
        description = "Starts a sign-in and prints the one-time link to open in a browser, or a code for any device."
                + " Example: oauth:authorize spotify")
public final class AuthorizeCommand extends ClientAction {

    @Option(name = "--device", description = "With a code to enter at the provider, on any device (RFC 8628)")
    boolean device;

    @Option(name = "--qr", description = "With the link as a QR code, for a phone in this home network")
    boolean qr;

    @Override
    public @Nullable Object execute() throws IOException {
        var out = session.getConsole();
        if (admin.client(client).map(ClientReport::passwordDoor).orElse(false)) {
            byPassword(out);
            return null;
        }
        if (device) {
            byCode(out);
            return null;
        }
        var link = admin.begin(client, user());
        out.println("This redirect URI must be registered at the provider:");
        link.ways().forEach(way -> out.println("  " + way.redirectUri()));
        if (qr) {
            elsewhere(link, out);
        } else {
            here(link, out);
        }
        return null;
    }

    /** At prompts, never as arguments, which the history would keep. */
    private void byPassword(PrintStream out) throws IOException {
        out.println(
                "This gives the password of your account away. No provider should ask for that; this one is said to");
        out.println("offer nothing else. The password is sent to it once and kept nowhere.");
        var user = session.readLine("User name at the provider: ", null);
        var typed = session.readLine("Password at the provider (not shown): ", '\0');
        if (user == null || typed == null) {
            out.println("Nothing was sent.");
            return;
        }
        var password = typed.toCharArray();
        try {
            out.println(admin.signIn(client, user.strip(), password, user()).message());
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static void here(SignInLink link, PrintStream out) {
        out.println("Open this link in the browser you sign in with, once, before " + link.expiresAt() + ":");
        out.println("  " + link.uri());
        out.println("If the browser ends on a page that cannot be reached, run oauth:complete and paste its address.");
    }

    private void elsewhere(SignInLink link, PrintStream out) {
        out.println("Open this link on the other device, once, before " + link.expiresAt() + ":");
        out.println("  " + link.elsewhere());
        out.print(Qr.lines(link.elsewhere().toASCIIString()));
        out.println("What comes back waits for you: oauth:accept " + client);
    }

    /** With the symbol always the address and the code as text, to compare (RFC 8628 section 3.3.1). */
    private void byCode(PrintStream out) {
        var code = admin.device(client, user());
        out.println("Open this address on any device and enter the code, before " + code.expiresAt() + ":");
        out.println("  " + code.verificationUri());
        out.println("  " + code.userCode());
        out.println("The page there must show this very code; if it does not, close it.");
        out.print(Qr.lines(code.verificationUriComplete().orElse(code.verificationUri())));
        out.println("What comes back waits for you: oauth:accept " + client);
    }
}
