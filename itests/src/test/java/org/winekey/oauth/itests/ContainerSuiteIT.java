// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests;

import org.junit.runner.RunWith;
import org.junit.runners.Suite;
import org.junit.runners.Suite.SuiteClasses;

/**
 * Every test that runs inside Karaf; add yours to the list. One suite is one container: Pax Exam shares it only when all
 * runners were made before the first one runs.
 */
@RunWith(Suite.class)
@SuiteClasses({InstalledFeature.class})
public class ContainerSuiteIT {}
