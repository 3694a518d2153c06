// SPDX-License-Identifier: Apache-2.0

/**
 * What the user is told about their text: {@link dev.weft.diagnostic.Source} is the text, {@link
 * dev.weft.diagnostic.Span} a place in it, {@link dev.weft.diagnostic.Diagnostic} one message, and
 * {@link dev.weft.diagnostic.WeftException} the way messages reach the caller.
 */
package dev.weft.diagnostic;
