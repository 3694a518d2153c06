// SPDX-License-Identifier: Apache-2.0

/** The other device: the compiler's kernels as tasks of TornadoVM. */
package dev.weft.tornado;
