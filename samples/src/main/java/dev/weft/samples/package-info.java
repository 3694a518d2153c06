// SPDX-License-Identifier: Apache-2.0

/** Runnable programs that a reader would copy. */
package dev.weft.samples;
