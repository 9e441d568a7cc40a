// SPDX-License-Identifier: Apache-2.0
package org.winekey.oauth.core.seam;

/**
 * What was read of a body.
 *
 * @param bytes at most the cap
 * @param whole whether that was all
 */
public record CappedBody(byte[] bytes, boolean whole) {}
