// SPDX-License-Identifier: Apache-2.0
/**
 * Work on whole tensors that is no loop over elements: sorting, searching, sums by segment, and
 * routines of other libraries. Results do not depend on how many threads take part.
 */
package dev.weft.procedure;
