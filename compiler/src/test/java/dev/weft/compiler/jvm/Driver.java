// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.KernelInterpreter.Failure;
import dev.weft.program.KernelCode;
import dev.weft.program.KernelCode.Domain;
import dev.weft.program.KernelCode.Launch;
import dev.weft.program.KernelCode.Parameter;
import dev.weft.runtime.Frame;
import dev.weft.runtime.KernelBody;
import dev.weft.runtime.LaunchFault;
import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Drives a kernel's body over tensors in the simplest way: every window is packed into an array of
 * its own, at a base of no meaning.
 */
final class Driver {
  private final KernelCode code;
  private final KernelBody body;
  private final List<Tensor> arguments;
  private final long[] extents;
  private final long kept;
  private final long reduced;
  private final Random random;
  private final Frame frame;
  private final List<Failure> failures = new ArrayList<>();

  Driver(KernelCode code, boolean vector, int keptRank, long[] extents, List<Tensor> arguments) {
    this.code = code;
    this.body = Bodies.load(code, vector);
    this.extents = extents;
    this.arguments = arguments;
    this.kept = Arrays.stream(extents).limit(keptRank).reduce(1, (a, b) -> a * b);
    this.reduced = Arrays.stream(extents).skip(keptRank).reduce(1, (a, b) -> a * b);
    this.random = new Random(kept + 31 * reduced);
    this.frame =
        new Frame(code.parameters().size(), code.accumulators().size(), code.scratch().size());
    frame.extents = extents;
    for (int s = 0; s < code.scratch().size(); s++) {
      frame.scratch[s] = Storage.allocate(code.scratch().get(s), KernelCode.BLOCK);
    }
  }

  Frame frame() {
    return frame;
  }

  KernelBody body() {
    return body;
  }

  /** Runs the kernel; folds go along rows or, where {@code across}, over rows of results. */
  Optional<Failure> run(boolean across) {
    switch (code.launch()) {
      case SERIAL -> serial();
      case MAP, STAGED_MAP -> map();
      case FOLD -> {
        if (across) {
          across();
        } else {
          along();
        }
      }
      case SCAN -> {
        if (across) {
          scanAcross();
        } else {
          scanAlong();
        }
      }
    }
    return failures.stream().sorted().findFirst();
  }

  private void serial() {
    for (int p = 0; p < arguments.size(); p++) {
      whole(p);
    }
    body.run(frame, 0, 1);
    if (frame.faultSite() >= 0) {
      failures.add(new Failure(frame.faultSite(), 0, 0));
    }
    LaunchFault located = frame.locatedFault();
    if (located != null) {
      failures.add(new Failure(located.site(), located.kept(), located.reduced()));
    }
  }

  private void whole(int p) {
    Tensor tensor = arguments.get(p);
    frame.arrays[p] = tensor.storage();
    frame.bases[p] = (int) tensor.offset();
    frame.shapes[p] = tensor.shape();
    frame.strides[p] = tensor.strides();
  }

  private void map() {
    int most = code.launch() == Launch.MAP ? 3000 : KernelCode.BLOCK;
    for (long start = 0; start < kept; ) {
      int count = (int) Math.min(kept - start, 1 + random.nextInt(most));
      windows(start, 1, count, Domain.KEPT, start, 1);
      body.run(frame, start, count);
      done(Domain.KEPT, start, 1, count, start, -1, true);
      start += count;
    }
  }

  /** Sets all windows: those of {@code along}'s domain hold elements at a distance. */
  private void windows(long first, long step, int count, Domain along, long keptAt, int keptCount) {
    for (int p = 0; p < arguments.size(); p++) {
      Parameter parameter = code.parameters().get(p);
      switch (parameter.domain()) {
        case WHOLE -> whole(p);
        case SCALAR -> pack(p, 0, 1, 1);
        case KEPT -> {
          if (along == Domain.KEPT) {
            pack(p, first, step, count);
          } else {
            pack(p, keptAt, 1, keptCount);
          }
        }
        case FULL -> {
          if (along == Domain.FULL) {
            pack(p, first, step, count);
          }
        }
      }
    }
  }

  private void pack(int p, long first, long step, int count) {
    Parameter parameter = code.parameters().get(p);
    int base = random.nextInt(4);
    Object array = Storage.allocate(parameter.dtype(), base + count);
    if (!parameter.written()) {
      for (int i = 0; i < count; i++) {
        arguments.get(p).read(first + i * step, 1, array, base + i);
      }
    }
    frame.arrays[p] = array;
    frame.bases[p] = base;
  }

  /** Copies written windows back and takes note of a fault. */
  private void done(
      Domain along, long first, long step, int count, long kept, long reduced, boolean ofKept) {
    for (int p = 0; p < arguments.size(); p++) {
      Parameter parameter = code.parameters().get(p);
      if (parameter.written() && parameter.domain() == along) {
        for (int i = 0; i < count; i++) {
          arguments.get(p).write(first + i * step, 1, frame.arrays[p], frame.bases[p] + i);
        }
      }
    }
    if (frame.faultSite() >= 0) {
      int at = frame.faultElement();
      failures.add(
          new Failure(
              frame.faultSite(), ofKept ? kept + at : kept, ofKept ? reduced : reduced + at));
      frame.clearFault();
    }
  }

  private void accumulators(int size) {
    for (int c = 0; c < code.accumulators().size(); c++) {
      frame.accumulators[c] = Storage.allocate(code.accumulators().get(c), size);
    }
  }

  /** One kept element after the other: blocks in slots, combined in adjacent pairs. */
  private void along() {
    int blocks = (int) ((reduced + KernelCode.BLOCK - 1) / KernelCode.BLOCK);
    accumulators(blocks + 3);
    for (long k = 0; k < kept; k++) {
      body.identity(frame, 2, 1);
      for (int b = 0; b < blocks; b++) {
        long start = (long) b * KernelCode.BLOCK;
        int count = (int) Math.min(KernelCode.BLOCK, reduced - start);
        windows(k * reduced + start, 1, count, Domain.FULL, k, 1);
        body.fold(frame, k * reduced + start, count, 2 + b);
        done(Domain.FULL, k * reduced + start, 1, count, k, start, false);
      }
      pairs(blocks, 2, 1);
      finish(k, 1, 2);
    }
  }

  /** Combines {@code count} groups of {@code size} accumulators in adjacent pairs. */
  private void pairs(int count, int first, int size) {
    Deque<Integer> level = new ArrayDeque<>();
    for (int i = 0; i < count; i++) {
      level.add(first + i * size);
    }
    while (level.size() > 1) {
      Deque<Integer> next = new ArrayDeque<>();
      while (level.size() > 1) {
        int into = level.poll();
        body.merge(frame, into, level.poll(), size);
        next.add(into);
      }
      next.addAll(level);
      level = next;
    }
  }

  private void finish(long k, int count, int slot) {
    windows(k, 1, count, Domain.KEPT, k, count);
    body.finish(frame, k, count, slot);
    done(Domain.KEPT, k, 1, count, k, -1, true);
  }

  /** All kept elements together, one reduced position after the other. */
  private void across() {
    for (long k = 0; k < kept; k += KernelCode.BLOCK) {
      across(k, (int) Math.min(KernelCode.BLOCK, kept - k));
    }
  }

  private void across(long k, int size) {
    int blocks = (int) ((reduced + KernelCode.BLOCK - 1) / KernelCode.BLOCK);
    int parts = KernelCode.ACCUMULATORS;
    accumulators((blocks + parts + 1) * size);
    body.identity(frame, 0, size);
    for (int b = 0; b < blocks; b++) {
      long start = (long) b * KernelCode.BLOCK;
      int count = (int) Math.min(KernelCode.BLOCK, reduced - start);
      for (int i = 0; i < count; i++) {
        long r = start + i;
        windows(k * reduced + r, reduced, size, Domain.FULL, k, size);
        body.foldRow(frame, k * reduced + r, size, (b + i % parts) * size, i < parts);
        done(Domain.FULL, k * reduced + r, reduced, size, k, r, true);
      }
      for (int m = Math.min(parts, count); m > 1; m = (m + 1) / 2) {
        int h = (m + 1) / 2;
        for (int j = 0; j < m - h; j++) {
          body.merge(frame, (b + j) * size, (b + j + h) * size, size);
        }
      }
    }
    pairs(blocks, 0, size);
    finish(k, size, 0);
  }

  /** One kept element after the other, block by block. */
  private void scanAlong() {
    accumulators(2 * KernelCode.BLOCK + 1);
    for (long k = 0; k < kept; k++) {
      for (long start = 0; start < reduced; start += KernelCode.BLOCK) {
        int count = (int) Math.min(KernelCode.BLOCK, reduced - start);
        windows(k * reduced + start, 1, count, Domain.FULL, k, 1);
        body.scan(frame, k * reduced + start, count, 0);
        if (start > 0) {
          for (int i = 0; i < count; i++) {
            body.merge(frame, i, KernelCode.BLOCK, 1);
          }
        }
        copyAccumulators(count - 1, KernelCode.BLOCK, 1);
        body.finish(frame, k * reduced + start, count, 0);
        done(Domain.FULL, k * reduced + start, 1, count, k, start, false);
      }
    }
  }

  /** All kept elements together, one reduced position after the other. */
  private void scanAcross() {
    for (long k = 0; k < kept; k += KernelCode.BLOCK) {
      int size = (int) Math.min(KernelCode.BLOCK, kept - k);
      accumulators(4 * size);
      for (long r = 0; r < reduced; r++) {
        windows(k * reduced + r, reduced, size, Domain.FULL, k, size);
        body.foldRow(frame, k * reduced + r, size, 0, r % KernelCode.SCAN_GROUP == 0);
        copyAccumulators(0, size, size);
        if (r % KernelCode.BLOCK >= KernelCode.SCAN_GROUP) {
          body.merge(frame, size, 2 * size, size);
        }
        if (r % KernelCode.SCAN_GROUP == KernelCode.SCAN_GROUP - 1) {
          copyAccumulators(size, 2 * size, size);
        }
        if (r >= KernelCode.BLOCK) {
          body.merge(frame, size, 3 * size, size);
        }
        if (r % KernelCode.BLOCK == KernelCode.BLOCK - 1) {
          copyAccumulators(size, 3 * size, size);
        }
        body.finish(frame, k * reduced + r, size, size);
        done(Domain.FULL, k * reduced + r, reduced, size, k, r, true);
      }
    }
  }

  private void copyAccumulators(int from, int to, int count) {
    for (Object accumulator : frame.accumulators) {
      System.arraycopy(accumulator, from, accumulator, to, count);
    }
  }

  /** Bits of a tensor, all NaNs alike. */
  static long[] bits(Tensor tensor) {
    Tensor dense = tensor.contiguous();
    long[] bits = new long[(int) dense.size()];
    for (int i = 0; i < bits.length; i++) {
      long[] at = {i};
      Tensor flat = dense.reshape(bits.length);
      bits[i] =
          switch (dense.dtype()) {
            case F64, F32 -> Double.doubleToLongBits(flat.getDouble(at));
            case I64, I32, I16, I8, U16, U8 -> flat.getLong(at);
            case BOOL -> flat.getBoolean(at) ? 1 : 0;
            case C64, C128 -> throw new IllegalArgumentException(dense + " in a kernel");
          };
    }
    return bits;
  }

  /** Fresh memory of one dtype and shape. */
  static Tensor blank(DType dtype, long... shape) {
    return Tensor.zeros(dtype, shape);
  }
}
