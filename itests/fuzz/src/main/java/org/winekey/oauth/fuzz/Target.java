// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/** What is fuzzed. */
enum Target {
    TOKEN_RESPONSE(TokenResponseTarget.class, TokenResponseTarget::fuzzerTestOneInput),
    ERROR_RESPONSE(ErrorResponseTarget.class, ErrorResponseTarget::fuzzerTestOneInput),
    DEVICE_RESPONSE(DeviceResponseTarget.class, DeviceResponseTarget::fuzzerTestOneInput),
    METADATA(MetadataTarget.class, MetadataTarget::fuzzerTestOneInput),
    CALLBACK(CallbackTarget.class, CallbackTarget::fuzzerTestOneInput),
    STORE_FILE(StoreFileTarget.class, StoreFileTarget::fuzzerTestOneInput),
    WAIT(WaitTarget.class, WaitTarget::fuzzerTestOneInput),
    SETTINGS(SettingsTarget.class, SettingsTarget::fuzzerTestOneInput),
    PROFILE(ProfileTarget.class, ProfileTarget::fuzzerTestOneInput);

    private final Class<?> type;

    @SuppressWarnings("ImmutableEnumChecker") // method references, which keep nothing
    private final Consumer<byte[]> code;

    Target(Class<?> type, Consumer<byte[]> code) {
        this.type = type;
        this.code = code;
    }

    static Target named(String name) {
        return Arrays.stream(values())
                .filter(target -> target.toString().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("no target " + name + "; there are " + Arrays.toString(values())));
    }

    Class<?> type() {
        return type;
    }

    /** One input, outside of the fuzzer. */
    void one(byte[] input) {
        code.accept(input);
    }

    /** The name of its folder. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
