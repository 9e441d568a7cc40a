// SPDX-License-Identifier: Apache-2.0
/**
 * Fuzzing: inputs that nobody thought of, for everything that reads what strangers, disks and people wrote. Each target
 * states what must hold for any input. Depends on core, web and the seams that tests play; nothing depends on it.
 */
@NullMarked
package org.winekey.oauth.fuzz;

import org.jspecify.annotations.NullMarked;
