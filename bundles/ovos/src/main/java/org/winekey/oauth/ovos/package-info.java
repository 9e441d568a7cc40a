// SPDX-License-Identifier: Apache-2.0
/**
 * The face for voice assistants: the messages of OpenVoiceOS' OAuth plugin, carried by EventAdmin. Depends on the api and
 * EventAdmin.
 *
 * <p>A dot in a message type is a slash in the topic: {@code oauth.register} is {@code oauth/register}. EventAdmin tells
 * nobody who sent an event, so a message may do only what any bundle may: ask, and propose a client of its own, which waits
 * until a person switches it on. No message changes, reads or removes a client that a person or another bundle made, none
 * carries a secret, and no answer does. Every message gets an answer.
 */
@NullMarked
package org.winekey.oauth.ovos;

import org.jspecify.annotations.NullMarked;
