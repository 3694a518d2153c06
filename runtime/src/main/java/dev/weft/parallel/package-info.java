// SPDX-License-Identifier: Apache-2.0

/** Tasks that a call shares with helping threads. */
package dev.weft.parallel;
