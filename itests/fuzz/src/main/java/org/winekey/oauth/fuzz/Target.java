// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.fuzz;

import java.util.Arrays;
import java.util.Locale;

/** What is fuzzed. */
enum Target {
    TOKEN_RESPONSE(TokenResponseTarget.class),
    ERROR_RESPONSE(ErrorResponseTarget.class),
    DEVICE_RESPONSE(DeviceResponseTarget.class),
    METADATA(MetadataTarget.class),
    CALLBACK(CallbackTarget.class),
    STORE_FILE(StoreFileTarget.class),
    WAIT(WaitTarget.class),
    SETTINGS(SettingsTarget.class),
    PROFILE(ProfileTarget.class);

    private final Class<?> type;

    Target(Class<?> type) {
        this.type = type;
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
        switch (this) {
            case TOKEN_RESPONSE -> TokenResponseTarget.fuzzerTestOneInput(input);
            case ERROR_RESPONSE -> ErrorResponseTarget.fuzzerTestOneInput(input);
            case DEVICE_RESPONSE -> DeviceResponseTarget.fuzzerTestOneInput(input);
            case METADATA -> MetadataTarget.fuzzerTestOneInput(input);
            case CALLBACK -> CallbackTarget.fuzzerTestOneInput(input);
            case STORE_FILE -> StoreFileTarget.fuzzerTestOneInput(input);
            case WAIT -> WaitTarget.fuzzerTestOneInput(input);
            case SETTINGS -> SettingsTarget.fuzzerTestOneInput(input);
            case PROFILE -> ProfileTarget.fuzzerTestOneInput(input);
        }
    }

    /** The name of its folder. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
