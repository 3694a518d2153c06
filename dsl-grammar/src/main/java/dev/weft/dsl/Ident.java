// SPDX-License-Identifier: Apache-2.0
package dev.weft.dsl;

import dev.weft.diagnostic.Span;

/**
 * A name that the text gives to something.
 *
 * @param span where it stands
 * @param text the name, in Unicode normal form C: what looks equal is equal
 */
public record Ident(Span span, String text) {}
