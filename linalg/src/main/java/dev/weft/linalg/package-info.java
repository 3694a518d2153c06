// SPDX-License-Identifier: Apache-2.0
/** Decompositions of matrices for the runtime: the only package that knows EJML. */
package dev.weft.linalg;
