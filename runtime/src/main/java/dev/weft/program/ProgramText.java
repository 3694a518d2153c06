// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

/**
 * The text form of programs: one line per input, size, guard, constant, step and output, slots as
 * {@code %7}, sizes in brackets. Printing and parsing are inverse, but for the kernels' class
 * files, which the text leaves out; {@link ProgramFile} keeps them.
 *
 * <pre>{@code
 * program "e" abi 1
 * source "<expression>" "a + b"
 * input %0 "a" f64 rank 1
 * input %1 "b" f64 rank 1
 * symbol "n" axis 0 of %0
 * symbol "m" axis 0 of %1
 * guard [n] equal [m] "E0203" at 2..3 "{left} and {right} differ" help ""
 * %2 = alloc f64 [n] result
 * launch 0 (%0, %1, %2) kept [n] reduced [] at 0..5
 * output "y" %2
 * kernel "k0" map scalar "K0" vector ""
 *   param "a" f64 rank 1 kept
 *   param "b" f64 rank 1 kept
 *   param "y" f64 rank 1 kept written
 * }</pre>
 */
public final class ProgramText {
  private ProgramText() {}

  /** The listing of a program. */
  public static String print(Program program) {
    return new ProgramPrinter().print(program);
  }

  /**
   * Reads a listing; the kernels of the result have no class files.
   *
   * @throws IllegalArgumentException where the text is no listing; the message names the line
   */
  public static Program parse(String text) {
    return new ProgramParser(text).program();
  }
}
