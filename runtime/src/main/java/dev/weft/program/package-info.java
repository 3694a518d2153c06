// SPDX-License-Identifier: Apache-2.0

/**
 * What a compiled program is, as plain data: sizes and guards, steps, kernels with their class
 * files. {@link dev.weft.program.Program} is the whole, {@link dev.weft.program.ProgramText} its
 * listing, {@link dev.weft.program.ProgramFile} its form on disk, {@link
 * dev.weft.program.ProgramChecker} what must hold of it.
 */
package dev.weft.program;
