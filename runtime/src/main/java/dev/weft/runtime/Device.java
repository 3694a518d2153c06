// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.program.KernelCode;
import dev.weft.program.Program;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Something that runs kernels. Memory is Java arrays, as {@link dev.weft.tensor.Storage} gives
 * them; a device with memory of its own copies.
 */
public interface Device {

  /** The name users choose it by, such as {@code cpu}. */
  String name();

  /** Whether it can be used in this process. */
  Availability availability();

  /**
   * Loads the kernels of a program.
   *
   * @throws IllegalStateException if this device is not available
   */
  LoadedKernels load(Program program);

  /** True if results have the bits of the processor's; no other device is ever chosen for users. */
  default boolean sameBits() {
    return true;
  }

  /** What is worth telling of how a kernel would be computed here, if anything is. */
  default Optional<String> remark(KernelCode kernel) {
    return Optional.empty();
  }

  /** What of a program cannot run here, available or not; nothing if all of it can. */
  default List<Refusal> refusals(Program program) {
    return List.of();
  }

  /**
   * Something that cannot run.
   *
   * @param kernel index into the program's kernels, or {@link #PROGRAM}
   * @param why with its place in the text
   */
  record Refusal(int kernel, Diagnostic why) {
    /** Stands for the program as a whole. */
    public static final int PROGRAM = -1;
  }

  /**
   * Whether a device can be used.
   *
   * @param reason what was found, in words: why not, or what it runs on
   */
  record Availability(boolean available, String reason) {}

  /** The kernels of one program on one device; thread-safe. */
  interface LoadedKernels {

    /** A place for launches that come one after another. */
    Session open();

    /** What runs each kernel at present, in the program's order. */
    List<KernelStatus> status();

    /** For work too small to be shared; null where kernels run elsewhere than in this JVM. */
    default Small small(int kernel) {
      return null;
    }
  }

  /** A kernel whose body the caller may call by itself, over windows that lie side by side. */
  interface Small {

    /** The most elements of such a call. */
    int most();

    /** The body for a call over so many elements. */
    KernelBody body(RunOptions.Bodies choice, long work);

    KernelStatus status();
  }

  /** Launches of one thread at a time share what a session holds, such as scratch memory. */
  interface Session {

    /**
     * Prepares launches of a kernel over operands of some layouts.
     *
     * @param kernel index into the program's kernels
     * @param operands the layouts of the kernel's parameters, in order
     * @param kept extents of the kept axes
     * @param reduced extents of the reduced axes
     */
    Launch prepare(int kernel, List<Strided> operands, long[] kept, long[] reduced);

    /**
     * Prepares copies between two layouts of the same shape and dtype; the launch takes the source
     * and the target.
     */
    Launch prepareCopy(Strided from, Strided into);

    /**
     * True if launches only note what is to be done, and {@link #finish} does it: whole programs go
     * to a device of its own at once.
     */
    default boolean defers() {
      return false;
    }

    /** True if operands may lie in {@link dev.weft.tensor.Native} memory. */
    default boolean takesNative() {
      return false;
    }

    /** A round of a loop begins or ends: rounds that do the same need to be compiled only once. */
    default void round() {}

    /**
     * Does what was noted since the last time.
     *
     * @param needed the arrays that must hold their values afterwards, or null for all that were
     *     written
     * @return the failed check, or null
     */
    default Failed finish(Collection<?> needed, RunOptions options) {
      return null;
    }

    /** Forgets what was noted since the last time: the run has failed. */
    default void abandon() {}
  }

  /**
   * The first check that failed in deferred launches.
   *
   * @param launch the launch it belongs to
   */
  record Failed(Launch launch, LaunchFault fault) {}

  /** A prepared launch; not thread-safe. */
  interface Launch {

    /**
     * Runs the kernel and waits for its end.
     *
     * @param arrays the storage of the operands; of the layouts prepared for
     * @param offsets the addresses of their first elements
     * @return the first failed check, or null. What was written then is undefined
     * @throws java.util.concurrent.CancellationException if the calling thread was interrupted; it
     *     stays interrupted
     */
    LaunchFault run(Object[] arrays, long[] offsets, RunOptions options);
  }
}
