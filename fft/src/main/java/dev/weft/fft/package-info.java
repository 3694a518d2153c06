// SPDX-License-Identifier: Apache-2.0
/**
 * Discrete Fourier transforms for the runtime. Real and imaginary parts lie in planes of their own;
 * lines are transformed side by side, a row holding one element of each, so that the innermost
 * loops run over rows and every line has the same bits whatever lies beside it.
 */
package dev.weft.fft;
