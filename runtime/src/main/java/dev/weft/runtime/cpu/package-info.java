// SPDX-License-Identifier: Apache-2.0

/**
 * Kernels on the processor of this JVM. In: class files, and operands in any layout. Out: the same
 * bits whatever the layout, the number of threads and the body that runs.
 *
 * <p>Kernel bodies see windows, runs of neighbouring elements. {@link dev.weft.runtime.cpu.Feed}
 * makes them from any layout: memory that is already so is used as it is, everything else is packed
 * into small arrays near the core. {@link dev.weft.runtime.cpu.MapLaunch} walks element-wise
 * kernels, {@link dev.weft.runtime.cpu.FoldLaunch} reductions in one of two forms, {@link
 * dev.weft.runtime.cpu.CpuLaunch} shares the work between threads. {@link
 * dev.weft.runtime.cpu.CpuKernel} decides between scalar and vector body.
 */
package dev.weft.runtime.cpu;
