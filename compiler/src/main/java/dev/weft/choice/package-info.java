// SPDX-License-Identifier: Apache-2.0

/** Where a call runs: what it has to do, what devices take for it, and which one is chosen. */
package dev.weft.choice;
