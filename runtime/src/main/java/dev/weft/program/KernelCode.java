// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import dev.weft.tensor.DType;
import java.util.List;

/**
 * A compiled kernel: class files and what the runtime must know to call them.
 *
 * @param name binary name of the kernel's classes' common part; deterministic
 * @param scalarClass binary name of the scalar body's class
 * @param scalarBytes its class file
 * @param vectorClass binary name of the vector body's class, or empty where there is none
 * @param vectorBytes its class file, or empty
 * @param parameters the tensors the kernel reads and writes, in order
 * @param accumulators element dtypes of the accumulator components of a fold or scan, else empty
 * @param scratch element dtypes of the block-sized scratch arrays shared by the kernel's stages
 * @param launch how the runtime drives the entry points
 * @param operations about how many an element takes: what a thread of its own is worth
 * @param faults the checks of the kernel: entry i is the catalogue code and message of site i
 * @param text the unscheduled kernel, for another device or a far executor
 */
public record KernelCode(
    String name,
    String scalarClass,
    byte[] scalarBytes,
    String vectorClass,
    byte[] vectorBytes,
    List<Parameter> parameters,
    List<DType> accumulators,
    List<DType> scratch,
    Launch launch,
    int operations,
    List<FaultSite> faults,
    String text) {

  /** Elements of a block: the unit of stages, scratch and the reduction order. */
  public static final int BLOCK = 1024;

  /** Virtual accumulators of a reduction: element i of a block goes to number i mod this. */
  public static final int ACCUMULATORS = 32;

  /** Elements of a scan that are combined one after another before what came before joins them. */
  public static final int SCAN_GROUP = 8;

  public KernelCode {
    parameters = List.copyOf(parameters);
    accumulators = List.copyOf(accumulators);
    scratch = List.copyOf(scratch);
    faults = List.copyOf(faults);
  }

  /** Which axes of the loop domain a parameter has. */
  public enum Domain {
    /** No axes: one element, read once per call of an entry point. */
    SCALAR,
    /** The kept axes only. */
    KEPT,
    /** All kept axes, then all reduced axes. */
    FULL,
    /** Addressed by the kernel itself: the whole tensor with its offset, shape and strides. */
    WHOLE
  }

  /** A tensor parameter. */
  public record Parameter(String name, DType dtype, int rank, boolean written, Domain domain) {}

  /** How a kernel is driven. */
  public enum Launch {
    /** {@code run} over windows of the kept domain, of any length. */
    MAP,
    /** {@code run} over windows of at most {@link #BLOCK} elements, with scratch. */
    STAGED_MAP,
    /** {@code fold}, {@code foldRow}, {@code merge} and {@code finish}. */
    FOLD,
    /** {@code run} once; the kernel loops by itself. */
    SERIAL,
    /** {@code scan}, {@code foldRow}, {@code merge}, and {@code finish} after each element. */
    SCAN
  }

  /** A check in the kernel: where it stands in the source and what to say. */
  public record FaultSite(String code, String message, int start, int end) {}
}
