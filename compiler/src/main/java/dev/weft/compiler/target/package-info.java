// SPDX-License-Identifier: Apache-2.0

/** What the compiler must know of the machines it compiles for. */
package dev.weft.compiler.target;
