// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

/**
 * The first element of a launch, in row-major order of its domain, whose check failed.
 *
 * @param site the check's number in the kernel
 * @param kept row-major position among the kept axes
 * @param reduced row-major position among the reduced axes; their number of positions if the check
 *     stands after the fold, 0 in a kernel without one
 */
public record LaunchFault(int site, long kept, long reduced) {}
