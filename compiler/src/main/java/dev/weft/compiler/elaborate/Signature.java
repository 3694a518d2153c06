// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of the inputs before they are: everything a compile depends on. Two calls with
 * equal signatures run the same program.
 *
 * @param inputs by name; names that a text does not use are ignored
 */
public record Signature(Map<String, Argument> inputs) {

  public static final Signature EMPTY = new Signature(Map.of());

  public Signature {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  /**
   * One input.
   *
   * @param axes what is known of each axis; empty for a scalar
   * @param weak a Java scalar, which takes its dtype from what it meets; of rank 0
   */
  public record Argument(DType dtype, List<Size> axes, boolean weak) {
    public Argument {
      axes = List.copyOf(axes);
      if (weak && !axes.isEmpty()) {
        throw new IllegalArgumentException("only a scalar can be weak");
      }
    }

    /** A tensor of which only dtype and rank are known. */
    public static Argument of(DType dtype, int rank) {
      return new Argument(dtype, Collections.nCopies(rank, new Size.Unknown()), false);
    }

    /**
     * The type of a tensor.
     *
     * @param ones whether axes of size 1 are part of it
     * @see Template#asksForOnes
     */
    public static Argument of(Tensor tensor, boolean ones) {
      List<Size> sizes = new ArrayList<>();
      for (int axis = 0; axis < tensor.rank(); axis++) {
        sizes.add(ones && tensor.dim(axis) == 1 ? new Size.Fixed(1) : new Size.Unknown());
      }
      return new Argument(tensor.dtype(), sizes, false);
    }

    /** A Java scalar. */
    public static Argument weak(DType dtype) {
      return new Argument(dtype, List.of(), true);
    }

    /**
     * Reads a type such as {@code f64[n, 3, _]}, {@code i64} or {@code float32[...]} without rest.
     *
     * @throws IllegalArgumentException where the text is no type
     */
    public static Argument parse(String text) {
      String trimmed = text.strip();
      int open = trimmed.indexOf('[');
      String name = (open < 0 ? trimmed : trimmed.substring(0, open)).strip();
      DType dtype =
          DType.named(name)
              .orElseThrow(() -> new IllegalArgumentException("no dtype is named '" + name + "'"));
      if (open < 0) {
        return new Argument(dtype, List.of(), false);
      }
      if (!trimmed.endsWith("]")) {
        throw new IllegalArgumentException("']' expected at the end of '" + trimmed + "'");
      }
      List<Size> axes = new ArrayList<>();
      String inside = trimmed.substring(open + 1, trimmed.length() - 1).strip();
      for (String axis : inside.isEmpty() ? new String[0] : inside.split(",", -1)) {
        axes.add(Size.parse(axis.strip()));
      }
      return new Argument(dtype, axes, false);
    }

    public int rank() {
      return axes.size();
    }
  }

  /** What is known of the length of an axis. */
  public sealed interface Size {
    record Unknown() implements Size {}

    /** The same length wherever the name stands. */
    record Named(String name) implements Size {}

    record Fixed(long length) implements Size {}

    private static Size parse(String text) {
      if (text.equals("_")) {
        return new Unknown();
      }
      if (text.matches("[0-9]{1,18}")) {
        return new Fixed(Long.parseLong(text));
      }
      if (!text.isEmpty()
          && Character.isUnicodeIdentifierStart(text.codePointAt(0))
          && text.codePoints().allMatch(Character::isUnicodeIdentifierPart)) {
        return new Named(text);
      }
      throw new IllegalArgumentException("'" + text + "' is no size: a name, a number or _");
    }
  }
}
