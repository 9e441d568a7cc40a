// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests;

import org.junit.runner.RunWith;
import org.junit.runners.Suite;
import org.junit.runners.Suite.SuiteClasses;
import org.winekey.oauth.itests.exam.AfterMove;
import org.winekey.oauth.itests.exam.AfterRestart;
import org.winekey.oauth.itests.exam.BeforeRestart;

/** Three containers, one after the other, over one token store outside them; the order matters. */
@RunWith(Suite.class)
@SuiteClasses({BeforeRestart.class, AfterRestart.class, AfterMove.class})
public class RestartSuiteIT {}
