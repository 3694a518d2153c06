// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.WeftException;
import dev.weft.event.LaunchEvent;
import dev.weft.event.Recorder;
import dev.weft.program.KernelCode;
import dev.weft.program.Program;
import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.lang.reflect.Array;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One call of a program that is one loop, on the caller's thread: operands are set one by one, in
 * any order but outputs last; {@link #run} computes or declines, and then {@link #end} gives the
 * call back. What it declines is for {@link LoadedProgram#run}, errors included.
 */
public final class DirectCall {
  private static final long[] NO_AXES = {};

  private final DirectForm form;
  private final Device.Small kernel;
  private final Source source;
  private final DirectCalls owner;
  private final Frame frame;
  private final int most;
  private final boolean folds;

  /** Per input its dtype and the parameters that read it. */
  private final DType[] dtypes;

  private final int[][] readers;

  /** Per output the parameter that writes it, its dtype, and whether it is one number. */
  private final int[] writers;

  private final DType[] resultDtypes;
  private final boolean[] numbers;

  /** Per output the cell of a number that is read before the call ends, once there was one. */
  private final Object[] cells;

  /** Per weak input the cell that its number is converted to, else null. */
  private final Object[] weak;

  /** Per input the cell of a bool, once there was one. */
  private final boolean[][] flags;

  /** Cells that hold the number of elements. */
  private final long[][] sizes;

  /** Parameters that refer to the caller's memory, and those of them that may be an output too. */
  private final int[] lent;

  private final boolean[] mayAlias;

  /** The shape of all operands that are no scalars, once one was set. */
  private final long[] shape;

  private boolean shaped;
  private boolean fits = true;

  DirectCall(DirectForm form, Device.Small kernel, Source source, DirectCalls owner) {
    Program program = form.program();
    List<Program.Input> types = program.inputs();
    this.form = form;
    this.kernel = kernel;
    this.source = source;
    this.owner = owner;
    this.most = kernel.most();
    this.folds = form.folds();
    this.dtypes = types.stream().map(Program.Input::dtype).toArray(DType[]::new);
    this.readers = form.readers();
    this.writers = form.writers().stream().mapToInt(Integer::intValue).toArray();
    List<KernelCode.Parameter> parameters = form.code().parameters();
    this.resultDtypes =
        form.writers().stream().map(p -> parameters.get(p).dtype()).toArray(DType[]::new);
    this.numbers = new boolean[writers.length];
    this.cells = new Object[writers.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = form.isNumber(writers[i]);
    }
    this.mayAlias = new boolean[parameters.size()];
    for (int p = 0; p < mayAlias.length; p++) {
      mayAlias[p] = form.mayAlias(p);
    }
    this.shape = new long[form.rank()];
    this.frame = form.frame(shape);
    this.sizes = new long[form.sizes().size()][1];
    for (int i = 0; i < sizes.length; i++) {
      frame.arrays[form.sizes().get(i)] = sizes[i];
    }
    this.weak = new Object[dtypes.length];
    this.flags = new boolean[dtypes.length][];
    for (int i = 0; i < weak.length; i++) {
      if (types.get(i).weak()) {
        weak[i] = Storage.allocate(dtypes[i], 1);
        place(readers[i], weak[i], 0);
      }
    }
    this.lent =
        IntStream.range(0, frame.arrays.length).filter(p -> frame.arrays[p] == null).toArray();
  }

  /** Takes a number for a weak input. */
  public void input(int index, double value) {
    fits &= WeakNumber.real(value, weak[index]);
  }

  /** Takes a whole number for a weak input. */
  public void input(int index, long value) {
    fits &= WeakNumber.integer(value, dtypes[index], weak[index]);
  }

  /** Takes an array of the storage type of the input's dtype, whose rank is 0 or 1. */
  public void input(int index, Object array) {
    place(readers[index], array, 0);
    if (array == null) {
      fits = false;
    } else if (!form.isScalar(index)) {
      length(Array.getLength(array));
    }
  }

  /** Takes a bool of rank 0. */
  public void input(int index, boolean value) {
    if (flags[index] == null) {
      flags[index] = new boolean[1];
    }
    flags[index][0] = value;
    place(readers[index], flags[index], 0);
  }

  /** Takes any tensor. */
  public void input(int index, Tensor given) {
    if (given == null) {
      fits = false;
    } else if (weak[index] != null) {
      fits &= given.rank() == 0 && WeakNumber.convert(given, dtypes[index], weak[index]);
    } else if (given.dtype() != dtypes[index] || !given.isArray()) {
      fits = false;
    } else {
      lend(given, form.isScalar(index));
      place(readers[index], given.storage(), (int) given.offset());
    }
  }

  /** Takes an array for an output of rank 1. */
  public void output(int index, Object array) {
    frame.arrays[writers[index]] = array;
    frame.bases[writers[index]] = 0;
    if (array == null || numbers[index]) {
      fits = false;
    } else {
      length(Array.getLength(array));
    }
  }

  /** Leaves an output of rank 0 in memory of this call, for {@link #result} to be read at once. */
  public void number(int index) {
    if (cells[index] == null) {
      cells[index] = Storage.allocate(resultDtypes[index], 1);
    }
    frame.arrays[writers[index]] = cells[index];
    frame.bases[writers[index]] = 0;
  }

  /** Takes any tensor for an output. */
  public void output(int index, Tensor given) {
    if (given == null || given.dtype() != resultDtypes[index] || !given.isArray()) {
      fits = false;
      return;
    }
    lend(given, numbers[index]);
    frame.arrays[writers[index]] = given.storage();
    frame.bases[writers[index]] = (int) given.offset();
  }

  private void length(long length) {
    if (!shaped) {
      shape[0] = length;
      shaped = true;
    } else {
      fits &= shape[0] == length;
    }
  }

  /** Checks that a tensor has the shape of all and lies side by side. */
  private void lend(Tensor tensor, boolean number) {
    if (tensor.rank() != (number ? 0 : shape.length)) {
      fits = false;
      return;
    }
    long step = 1;
    for (int axis = tensor.rank() - 1; axis >= 0; axis--) {
      long extent = tensor.dim(axis);
      if (!shaped) {
        shape[axis] = extent;
      }
      fits &= shape[axis] == extent && (extent <= 1 || tensor.stride(axis) == step);
      step *= extent;
    }
    shaped |= !number;
  }

  private void place(int[] parameters, Object array, int base) {
    for (int p : parameters) {
      frame.arrays[p] = array;
      frame.bases[p] = base;
    }
  }

  /**
   * Computes the results, in new memory where none was given.
   *
   * @return false if this is no call to be made in this way: then nothing was done, and the call
   *     has ended
   * @throws WeftException if a check of an element fails
   */
  public boolean run(RunOptions options) {
    long size = size();
    boolean possible =
        fits
            && size > 0
            && size <= most
            && !overlaps()
            && options.maxMemory() == Long.MAX_VALUE
            && options.results() == ResultMemory.ARRAYS;
    if (!possible) {
      end();
      return false;
    }
    try {
      compute(options, (int) size);
    } catch (RuntimeException | Error e) {
      end();
      throw e;
    }
    return true;
  }

  private long size() {
    long size = 1;
    for (long extent : shape) {
      size *= extent;
    }
    return size;
  }

  /** True if an output's memory is used by anything else that it would disturb. */
  private boolean overlaps() {
    for (int out : writers) {
      Object array = frame.arrays[out];
      for (int p : lent) {
        if (array != null && p != out && frame.arrays[p] == array) {
          if (!mayAlias[p] || frame.bases[p] != frame.bases[out]) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private void compute(RunOptions options, int size) {
    for (int i = 0; i < writers.length; i++) {
      if (frame.arrays[writers[i]] == null) {
        frame.arrays[writers[i]] = Storage.allocate(resultDtypes[i], numbers[i] ? 1 : size);
        frame.bases[writers[i]] = 0;
      }
    }
    for (long[] cell : sizes) {
      cell[0] = size;
    }
    KernelBody body = kernel.body(options.bodies(), size);
    LaunchEvent event = Recorder.launch();
    if (folds) {
      body.fold(frame, 0, size, 0);
      check(0, 0, 1);
      body.finish(frame, 0, 1, 0);
      check(1, size, 0);
    } else {
      body.run(frame, 0, size);
      check(1, 0, 0);
    }
    if (event != null) {
      event.end(form.code().name(), size, 1, kernel.status().state().name());
    }
  }

  /**
   * Fails if a check failed in the last window.
   *
   * @param kept 1 if the window lay along the kept axes
   * @param reduced where among the reduced axes it began
   * @param along 1 if it lay along those
   */
  private void check(int kept, int reduced, int along) {
    if (frame.faultSite() >= 0) {
      int element = frame.faultElement();
      LaunchFault fault =
          new LaunchFault(
              frame.faultSite(), (long) kept * element, reduced + (long) along * element);
      throw Faults.error(
          source,
          form.code(),
          form.launch(),
          fault,
          folds ? NO_AXES : shape.clone(),
          folds ? shape.clone() : NO_AXES);
    }
  }

  /** The memory of an output: the caller's, or new. */
  public Object result(int index) {
    return frame.arrays[writers[index]];
  }

  /** An output of rank 0, see {@link #number}. */
  public double real(int index) {
    return switch (result(index)) {
      case double[] cell -> cell[0];
      case float[] cell -> cell[0];
      case Object cell -> Storage.getLong(resultDtypes[index], cell, 0);
    };
  }

  /** An output of rank 0 that is a whole number, see {@link #number}. */
  public long whole(int index) {
    return Storage.getLong(resultDtypes[index], result(index), 0);
  }

  /** An output of rank 0 that is a bool, see {@link #number}. */
  public boolean flag(int index) {
    return ((boolean[]) result(index))[0];
  }

  /** A tensor over an output in new memory. */
  public Tensor tensor(int index) {
    return Tensor.dense(
        resultDtypes[index], frame.arrays[writers[index]], numbers[index] ? NO_AXES : shape);
  }

  /** Lets go of the caller's memory and gives this call back. */
  public void end() {
    for (int p : lent) {
      frame.arrays[p] = null;
    }
    if (frame.faultSite() >= 0) {
      frame.clearFault();
    }
    fits = true;
    shaped = false;
    owner.give(this);
  }
}
