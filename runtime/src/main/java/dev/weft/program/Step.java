// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import dev.weft.tensor.DType;
import java.util.List;
import java.util.stream.Stream;

/** One step of a {@link Program}. Steps run in order; nested bodies run as their step says. */
public sealed interface Step {

  /** {@code slot} becomes a view of {@code source}. */
  record View(int slot, int source, Movement movement) implements Step {}

  /**
   * {@code slot} becomes a new tensor, contiguous and row major, contents undefined.
   *
   * @param storage {@link #RESULT} for memory that leaves the program (a user's {@code out} may
   *     take its place), else the number of a reusable scratch buffer: steps with the same number
   *     are never alive at the same time
   */
  record Alloc(int slot, DType dtype, List<Dim> shape, int storage) implements Step {
    public static final int RESULT = -1;

    public Alloc {
      shape = List.copyOf(shape);
    }
  }

  /** {@code slot} becomes the i64 tensor 0, 1, ... size-1, without memory of its own. */
  record Iota(int slot, Dim size) implements Step {}

  /** {@code slot} becomes an i64 tensor of rank 0 that holds the value of a dim. */
  record SizeOf(int slot, Dim size) implements Step {}

  /**
   * Gives a symbol the value of the i64 of rank 0 in {@code count}: a size that depends on data.
   * What is sized by it comes after this step; guards that speak of it are checked here.
   *
   * @param most what the value never exceeds
   */
  record BindSize(String symbol, int count, Dim most) implements Step {}

  /**
   * Fills the i64 tensor of rank 1 in {@code into} with the places, in order, at which the bools of
   * rank 1 in {@code mask} hold; there are as many as {@code into} is long.
   */
  record Positions(int into, int mask) implements Step {}

  /**
   * Runs a kernel over its loop domain.
   *
   * @param kernel index into the program's kernels
   * @param operands the slots of the kernel's parameters, in order
   * @param kept extents of the kept axes
   * @param reduced extents of the reduced axes; empty for a kernel without a fold
   * @param start where in the source the kernel's faults point: first character
   * @param end one past the last character
   */
  record Launch(
      int kernel, List<Integer> operands, List<Dim> kept, List<Dim> reduced, int start, int end)
      implements Step {
    public Launch {
      operands = List.copyOf(operands);
      kept = List.copyOf(kept);
      reduced = List.copyOf(reduced);
    }
  }

  /** Copies the elements of one slot into another of the same shape and dtype. */
  record Copy(int into, int from) implements Step {}

  /**
   * Computes tensors from whole tensors; the results have memory by now, which the operands do not
   * share.
   *
   * @param start where in the source a fault points: first character
   * @param end one past the last character
   */
  record Perform(
      Procedure procedure, List<Integer> results, List<Integer> operands, int start, int end)
      implements Step {
    public Perform {
      results = List.copyOf(results);
      operands = List.copyOf(operands);
    }
  }

  /**
   * Runs the body {@code count} times. Before the first run every swap's {@code current} slot holds
   * its initial value; after each run {@code current} takes what {@code next} holds, and the memory
   * that {@code current} had is free for the next run: that is the double buffer.
   *
   * @param index slot of an i64 tensor of rank 0 that holds the running number, from {@code first}
   *     by {@code step}
   */
  record Repeat(int index, Dim first, long step, Dim count, List<Swap> swaps, List<Step> body)
      implements Step {
    public Repeat {
      swaps = List.copyOf(swaps);
      body = List.copyOf(body);
    }
  }

  /** A value carried round a loop: where it starts, where the body reads it, where it writes it. */
  record Swap(int initial, int current, int next) {
    private Stream<Integer> slots() {
      return Stream.of(initial, current, next);
    }
  }

  /**
   * Runs {@code test}, and while the bool in {@code condition} holds, the body and the test again;
   * more than {@code limit} rounds are a user's error.
   */
  record While(
      List<Step> test,
      int condition,
      Dim limit,
      List<Swap> swaps,
      List<Step> body,
      int start,
      int end)
      implements Step {
    public While {
      test = List.copyOf(test);
      swaps = List.copyOf(swaps);
      body = List.copyOf(body);
    }
  }

  /** Runs one of two bodies; then each result slot takes what the chosen body left. */
  record Branch(int condition, List<Choice> results, List<Step> whenTrue, List<Step> whenFalse)
      implements Step {
    public Branch {
      results = List.copyOf(results);
      whenTrue = List.copyOf(whenTrue);
      whenFalse = List.copyOf(whenFalse);
    }
  }

  /** A result of a {@link Branch}. */
  record Choice(int slot, int fromTrue, int fromFalse) {
    private Stream<Integer> slots() {
      return Stream.of(slot, fromTrue, fromFalse);
    }
  }

  /** Fails with the user's message unless the bool of rank 0 in {@code condition} holds. */
  record Assert(int condition, String message, int start, int end) implements Step {}

  /** The lists of steps inside this one; none for most. */
  default List<List<Step>> bodies() {
    return switch (this) {
      case Repeat repeat -> List.of(repeat.body());
      case While loop -> List.of(loop.test(), loop.body());
      case Branch branch -> List.of(branch.whenTrue(), branch.whenFalse());
      case View _, Alloc _, Iota _, SizeOf _, Launch _, Copy _ -> List.of();
      case BindSize _, Positions _, Perform _, Assert _ -> List.of();
    };
  }

  /** The slots that this step reads and writes, those of its bodies apart. */
  default List<Integer> slots() {
    return switch (this) {
      case View view -> List.of(view.slot(), view.source());
      case Alloc alloc -> List.of(alloc.slot());
      case Iota iota -> List.of(iota.slot());
      case SizeOf size -> List.of(size.slot());
      case BindSize bind -> List.of(bind.count());
      case Positions positions -> List.of(positions.into(), positions.mask());
      case Launch launch -> launch.operands();
      case Copy copy -> List.of(copy.into(), copy.from());
      case Perform perform ->
          Stream.concat(perform.operands().stream(), perform.results().stream()).toList();
      case Repeat repeat ->
          Stream.concat(Stream.of(repeat.index()), repeat.swaps().stream().flatMap(Swap::slots))
              .toList();
      case While loop ->
          Stream.concat(Stream.of(loop.condition()), loop.swaps().stream().flatMap(Swap::slots))
              .toList();
      case Branch branch ->
          Stream.concat(
                  Stream.of(branch.condition()), branch.results().stream().flatMap(Choice::slots))
              .toList();
      case Assert check -> List.of(check.condition());
    };
  }

  /** This step and all steps inside it, in order of the text. */
  default Stream<Step> nested() {
    return Stream.concat(Stream.of(this), bodies().stream().flatMap(Step::nested));
  }

  /** The steps and all steps inside them, in order of the text. */
  static Stream<Step> nested(List<Step> steps) {
    return steps.stream().flatMap(Step::nested);
  }
}
