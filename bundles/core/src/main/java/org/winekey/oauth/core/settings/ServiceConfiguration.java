// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.settings;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Form of the settings of the whole service; read by {@link ServiceSettings}, not as an annotation. */
@ObjectClassDefinition(
        id = Keys.SERVICE_PID,
        pid = Keys.SERVICE_PID,
        name = "Winekey OAuth service",
        description = "Settings of the whole service. Changes apply at once.")
public @interface ServiceConfiguration {

    /** See {@link Keys#BASE_URI}. */
    @AttributeDefinition(
            name = "Base URI",
            description = "Where browsers reach this controller: scheme, host and port, such as"
                    + " https://home.example.org. Empty: http://127.0.0.1 with the port of the HTTP service.",
            required = false)
    String base__uri();

    /** See {@link Keys#RELAY_URI}. */
    @AttributeDefinition(
            name = "Relay page",
            description =
                    "The https address of your copy of the relay page, for providers that refuse the address of this"
                            + " controller. Register it at the provider with ?c= and the name of the client. Empty: none.",
            required = false)
    String relay__uri();

    /** See {@link Keys#STORE_DIRECTORY}. */
    @AttributeDefinition(
            name = "Store directory",
            description = "Folder of the token store, an absolute path. Empty: the folder oauth in the base folder of"
                    + " Karaf. Changing it opens the store there; nothing is moved.",
            required = false)
    String store__directory();

    /** See {@link Keys#KEY_FILE}. */
    @AttributeDefinition(
            name = "Key file",
            description = "File with the key that the token store is sealed with, an absolute path outside the store"
                    + " directory. Empty: org.winekey.oauth.key in the etc folder of Karaf. Keep a copy: without it"
                    + " everybody has to sign in again.",
            required = false)
    String key__file();

    /** See {@link Keys#KEY_CREDENTIAL}. */
    @AttributeDefinition(
            name = "Key credential",
            description = "Name of a systemd credential (LoadCredential) that holds the key, in the form of a key file."
                    + " When it is set, the key file only opens what it sealed before.",
            required = false)
    String key__credential();

    /** See {@link Keys#KEY_PASSPHRASE_FILE}. */
    @AttributeDefinition(
            name = "Key passphrase file",
            description =
                    "File that holds a passphrase of at least 12 characters, an absolute path. The key is made of it, and"
                            + " the key file only opens what it sealed before. Lost means that everybody has to sign in again.",
            required = false)
    String key__passphrase__file();

    /** See {@link Keys#MACHINE_FILE}. */
    @AttributeDefinition(
            name = "Machine file",
            description =
                    "File whose content tells this machine from one that runs a copy of its disk, an absolute path."
                            + " Empty: the number of the board, where this user can read it. Grants of a copied store are not"
                            + " refreshed until a person allows it.",
            required = false)
    String machine__file();

    /** See {@link Keys#TOKEN_TIMEOUT}. */
    @AttributeDefinition(
            name = "Token timeout",
            description = "Seconds that a caller waits at most while a token is renewed, from 1 to 300.",
            type = AttributeType.INTEGER,
            min = "1",
            max = "300",
            required = false)
    int token__timeout() default 10;

    /** See {@link Keys#ADMINS}. */
    @AttributeDefinition(
            name = "Administrating bundles",
            description = "Symbolic names of further bundles that may start and finish sign-ins, refresh and forget.",
            required = false)
    String[] admins() default {};
}
