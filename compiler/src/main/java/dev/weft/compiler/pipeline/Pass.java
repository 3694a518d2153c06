// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.pipeline;

import java.util.function.UnaryOperator;

/**
 * A step of the compiler that keeps the language it works on.
 *
 * @param name what it is called in options, dumps and failures
 * @param description what it does, in a line
 * @param function the step itself; pure
 * @param <T> Graph or Kernel
 */
public record Pass<T>(String name, String description, UnaryOperator<T> function) {}
