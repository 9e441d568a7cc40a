// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.web;

import org.winekey.oauth.admin.OAuthAdmin;
import org.winekey.oauth.web.Notes.Note;

/** An import that a person looks at before it is done. Immutable and thread-safe. */
interface PlannedImport {

    /** What it would do. */
    Html show();

    /** Whether there is something to do, and all of it would work. */
    boolean possible();

    /**
     * Does it.
     *
     * @param admin in the name of who agreed
     * @return what became of it
     */
    Note run(OAuthAdmin admin);
}
