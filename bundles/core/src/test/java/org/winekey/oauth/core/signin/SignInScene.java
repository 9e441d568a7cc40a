// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.signin;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a sign-in of its own, with everything around it. */
@Timeout(60)
abstract class SignInScene {

    @TempDir
    Path folder;

    SignInHouse house;

    @BeforeEach
    void openHouse() throws IOException {
        house = new SignInHouse(folder);
    }

    @AfterEach
    void closeHouse() throws IOException {
        house.close();
    }
}
