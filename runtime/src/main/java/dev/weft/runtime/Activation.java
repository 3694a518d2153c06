// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.Source;
import dev.weft.event.Recorder;
import dev.weft.program.Program;
import dev.weft.program.Program.Constant;
import dev.weft.runtime.Slots.Owner;
import dev.weft.tensor.Tensor;
import java.util.Arrays;

/**
 * What one call at a time works with, kept for the next call: the bindings for the layouts met
 * last, so that a call like an earlier one allocates nothing but its results.
 */
final class Activation {
  private static final int MOST_BOUND = 8;

  private final Program program;
  private final Device.Session session;
  private final Source source;
  private final Inputs inputs;
  private final Outputs outputs;
  private final Slots slots;
  private final Run run;
  private final Strided[] constants;

  /** The most recently used first. */
  private final Bound[] bound = new Bound[MOST_BOUND];

  Activation(Program program, int slotCount, Device.Session session, ScratchPool pool) {
    this.program = program;
    this.session = session;
    this.source = new Source(program.sourceName(), program.source());
    this.inputs = new Inputs(program, source, session.takesNative());
    this.outputs = new Outputs(program);
    this.slots = new Slots(slotCount);
    this.run = new Run(slots, new Buffers(pool, slots), source, session);
    this.constants = program.constants().stream().map(Activation::layout).toArray(Strided[]::new);
  }

  private static Strided layout(Constant constant) {
    long[] shape = constant.shape().stream().mapToLong(Long::longValue).toArray();
    return Strided.rowMajor(constant.dtype(), shape);
  }

  void run(RunOptions options, Tensor[] given, Tensor[] results) {
    run.options = options;
    try {
      inputs.read(given);
      Bound binding = binding();
      fillSlots(binding);
      Tensor[] targets = outputs.targets(run, results);
      outputs.place(run, binding, inputs.tensors(), targets);
      binding.run(run);
      if (run.defers()) {
        run.settle(outputs.arrays(run));
      }
      outputs.publish(run, targets);
      outputs.give(targets, results);
    } finally {
      run.clear();
      slots.clear();
      run.buffers.clear();
      Arrays.fill(run.places, null);
      Arrays.fill(run.named, null);
      inputs.clear();
      run.options = null;
    }
  }

  private Bound binding() {
    for (int i = 0; i < bound.length && bound[i] != null; i++) {
      if (bound[i].fits(inputs.tensors(), inputs.values())) {
        return toFront(bound[i], i);
      }
    }
    Symbols symbols = inputs.symbols();
    Guards.check(program, symbols, source);
    Strided[] layouts = Arrays.stream(inputs.tensors()).map(Strided::of).toArray(Strided[]::new);
    long[] values = inputs.values().clone();
    Recorder.cacheMiss("layouts", () -> program.name() + " " + Arrays.toString(layouts));
    return toFront(new Bound(program, symbols, session, layouts, values), bound.length - 1);
  }

  private Bound toFront(Bound binding, int from) {
    System.arraycopy(bound, 0, bound, 1, from);
    bound[0] = binding;
    return binding;
  }

  private void fillSlots(Bound binding) {
    Tensor[] tensors = inputs.tensors();
    for (int i = 0; i < tensors.length; i++) {
      Owner owner = inputs.isWeak(i) ? Owner.PROGRAM : Owner.CALLER;
      slots.set(i, tensors[i].storage(), tensors[i].offset(), binding.input(i), owner);
    }
    for (int i = 0; i < constants.length; i++) {
      Constant constant = program.constants().get(i);
      slots.set(constant.slot(), constant.data(), 0, constants[i], Owner.PROGRAM);
    }
  }
}
