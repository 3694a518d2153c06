// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.WeftException;
import dev.weft.diagnostic.Wording;
import dev.weft.program.Program;
import dev.weft.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A program whose kernels a device has loaded. Thread-safe: calls on several threads do not wait
 * for each other. Its classes and buffers go when it is no longer referred to.
 */
public final class LoadedProgram {
  private static final int MOST_IDLE = 8;

  private final Program program;
  private final Device.LoadedKernels kernels;
  private final int slotCount;
  private final DirectCalls direct;
  private final ScratchPool pool = new ScratchPool();
  private final AtomicReference<Activation> spare = new AtomicReference<>();
  private final Deque<Activation> idle = new ArrayDeque<>();

  private LoadedProgram(Program program, Device.LoadedKernels kernels) {
    this.program = program;
    this.kernels = kernels;
    this.slotCount = program.slotCount();
    this.direct = DirectCalls.of(program, kernels).orElse(null);
  }

  /**
   * Loads a program.
   *
   * @throws IllegalArgumentException if the program was written for another version of the runtime
   */
  public static LoadedProgram load(Program program, Device device) {
    if (program.abi() != Program.ABI) {
      throw new IllegalArgumentException(
          Wording.of(
              "program %s is of version %d, this runtime runs version %d",
              program.name(), program.abi(), Program.ABI));
    }
    return new LoadedProgram(program, device.load(program));
  }

  public Program program() {
    return program;
  }

  /** What runs each kernel at present. */
  public List<KernelStatus> kernels() {
    return kernels.status();
  }

  /**
   * Runs the program.
   *
   * @param inputs one tensor per input, in order
   * @return one tensor per output, in order: new memory, or a view of an input where the result is
   *     one
   * @throws WeftException if sizes do not fit, an element's check or an assertion fails
   * @throws CancellationException if the calling thread was interrupted; it stays interrupted
   */
  public Tensor[] run(RunOptions options, Tensor... inputs) {
    Tensor[] results = new Tensor[program.outputs().size()];
    run(options, inputs, results);
    return results;
  }

  /**
   * Runs the program with memory for results. A repeated call with inputs of the same layouts, with
   * a tensor for every output and one thread, allocates nothing.
   *
   * @param results per output a tensor to write to, of the result's dtype and shape, or null; nulls
   *     are replaced by the results. What given tensors hold after a failed run is undefined
   */
  public void run(RunOptions options, Tensor[] inputs, Tensor[] results) {
    if (results.length != program.outputs().size()) {
      throw new IllegalArgumentException(
          Wording.of("%d results for %d outputs", results.length, program.outputs().size()));
    }
    if (direct != null && direct.run(options, inputs, results)) {
      return;
    }
    Activation activation = take();
    try {
      activation.run(options, inputs, results);
    } finally {
      give(activation);
    }
  }

  /** Calls whose operands are set one by one, where the program is one small loop; else null. */
  public DirectCalls direct() {
    return direct;
  }

  private Activation take() {
    Activation activation = spare.getAndSet(null);
    if (activation == null) {
      synchronized (idle) {
        activation = idle.pollLast();
      }
    }
    return activation != null
        ? activation
        : new Activation(program, slotCount, kernels.open(), pool);
  }

  private void give(Activation activation) {
    if (!spare.compareAndSet(null, activation)) {
      synchronized (idle) {
        if (idle.size() < MOST_IDLE) {
          idle.addLast(activation);
        }
      }
    }
  }
}
