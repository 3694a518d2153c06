// SPDX-License-Identifier: Apache-2.0

/**
 * Runs programs. In: a {@link dev.weft.program.Program} and tensors. Out: tensors, or the user's
 * error with its place in the text. Start at {@link dev.weft.runtime.LoadedProgram}: it binds sizes
 * and layouts once, prepares every step for them, and repeats the prepared steps for calls of the
 * same layouts. Kernels run on a {@link dev.weft.runtime.Device}; {@link
 * dev.weft.runtime.KernelBody} and {@link dev.weft.runtime.Frame} are what generated classes see.
 */
package dev.weft.runtime;
