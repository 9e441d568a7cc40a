// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.itests;

import org.junit.runner.RunWith;
import org.junit.runners.Suite;
import org.junit.runners.Suite.SuiteClasses;
import org.winekey.oauth.itests.exam.BackupDrill;
import org.winekey.oauth.itests.exam.BusMessages;
import org.winekey.oauth.itests.exam.ClientIdChanged;
import org.winekey.oauth.itests.exam.Consumers;
import org.winekey.oauth.itests.exam.GreedyBundle;
import org.winekey.oauth.itests.exam.InstalledFeature;
import org.winekey.oauth.itests.exam.Operations;
import org.winekey.oauth.itests.exam.Perimeter;
import org.winekey.oauth.itests.exam.Refreshing;
import org.winekey.oauth.itests.exam.SettingsCommands;
import org.winekey.oauth.itests.exam.ShellCommands;
import org.winekey.oauth.itests.exam.SignInRefused;
import org.winekey.oauth.itests.exam.SignInThroughPage;
import org.winekey.oauth.itests.exam.WrongSettings;

/**
 * Every test that runs inside Karaf; add yours to the list. One suite is one container: Pax Exam shares it only when all
 * runners were made before the first one runs.
 */
@RunWith(Suite.class)
@SuiteClasses({
    InstalledFeature.class,
    SignInThroughPage.class,
    SignInRefused.class,
    Refreshing.class,
    ClientIdChanged.class,
    Consumers.class,
    GreedyBundle.class,
    WrongSettings.class,
    Perimeter.class,
    Operations.class,
    ShellCommands.class,
    BusMessages.class,
    SettingsCommands.class,
    BackupDrill.class
})
public class ContainerSuiteIT {}
