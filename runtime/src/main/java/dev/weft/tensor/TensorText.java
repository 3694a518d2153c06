// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * A tensor as text in NumPy's manner: nested brackets, aligned columns, lines of at most 75
 * characters, and of more than 1,000 elements only three at each end of every axis.
 */
final class TensorText {
  private static final int LINE_WIDTH = 75;
  private static final int SUMMARY_ABOVE = 1000;
  private static final int EDGE = 3;
  private static final String GAP = "...";

  private final Tensor tensor;
  private final boolean summary;
  private final LongFunction<String> elements;
  private final StringBuilder out = new StringBuilder();

  private TensorText(Tensor tensor) {
    this.tensor = tensor;
    this.summary = tensor.size() > SUMMARY_ABOVE;
    this.elements = format(tensor, shown(0, tensor.offset()).toArray());
  }

  static String of(Tensor tensor) {
    if (tensor.size() == 0) {
      return "[] (" + tensor.signature() + ")";
    }
    if (tensor.rank() == 0) {
      return tensor.dtype() == DType.C64 ? single(tensor) : scalar(tensor.item());
    }
    TensorText text = new TensorText(tensor);
    text.axis(0, tensor.offset());
    return text.out.toString();
  }

  private static String single(Tensor tensor) {
    Complex value = tensor.getComplex();
    return ComplexFormat.scalar(
        NumberText.shortest((float) value.re()),
        NumberText.shortest((float) value.im()),
        value.re());
  }

  private static String scalar(Object value) {
    return switch (value) {
      case Double d -> NumberText.shortest(d);
      case Float f -> NumberText.shortest(f);
      case Boolean b -> b ? "True" : "False";
      default -> value.toString();
    };
  }

  /** Addresses of the elements that will be printed. */
  private LongStream shown(int axis, long address) {
    if (axis == tensor.rank()) {
      return LongStream.of(address);
    }
    long extent = tensor.dim(axis);
    LongStream indices =
        isGap(axis, EDGE)
            ? LongStream.concat(LongStream.range(0, EDGE), LongStream.range(extent - EDGE, extent))
            : LongStream.range(0, extent);
    return indices.flatMap(i -> shown(axis + 1, address + i * tensor.stride(axis)));
  }

  private boolean isGap(int axis, long index) {
    long extent = tensor.dim(axis);
    return summary && extent > 2 * EDGE && index >= EDGE && index < extent - EDGE;
  }

  private static LongFunction<String> format(Tensor tensor, long[] addresses) {
    Object storage = tensor.storage();
    return switch (tensor.dtype()) {
      case F64 -> floats(storage, addresses, false);
      case F32 -> floats(storage, addresses, true);
      case BOOL -> at -> Storage.getLong(storage, at) != 0 ? " True" : "False";
      case U8, I8, I16, U16, I32, I64 -> integers(tensor, addresses);
      case C64, C128 -> complex(storage, addresses, tensor.dtype() == DType.C64);
    };
  }

  private static LongFunction<String> integers(Tensor tensor, long[] addresses) {
    Object storage = tensor.storage();
    int width =
        LongStream.of(addresses)
            .mapToInt(at -> Long.toString(Storage.getLong(tensor.dtype(), storage, at)).length())
            .max()
            .orElse(0);
    return at ->
        FloatFormat.pad(Long.toString(Storage.getLong(tensor.dtype(), storage, at)), width);
  }

  private static LongFunction<String> floats(Object storage, long[] addresses, boolean single) {
    double[] values =
        LongStream.of(addresses).mapToDouble(at -> Storage.getDouble(storage, at)).toArray();
    FloatFormat format = new FloatFormat(values, single);
    return at -> format.format(Storage.getDouble(storage, at));
  }

  private static LongFunction<String> complex(Object storage, long[] addresses, boolean single) {
    double[] re =
        LongStream.of(addresses).mapToDouble(at -> Storage.getDouble(storage, 2 * at)).toArray();
    double[] im =
        LongStream.of(addresses)
            .mapToDouble(at -> Storage.getDouble(storage, 2 * at + 1))
            .toArray();
    ComplexFormat format = new ComplexFormat(re, im, single);
    return at ->
        format.format(Storage.getDouble(storage, 2 * at), Storage.getDouble(storage, 2 * at + 1));
  }

  private void axis(int axis, long address) {
    if (axis == tensor.rank() - 1) {
      row(address);
      return;
    }
    String separator = "\n".repeat(tensor.rank() - 1 - axis) + " ".repeat(axis + 1);
    out.append('[');
    for (long i = 0; i < tensor.dim(axis); i++) {
      out.append(i == 0 ? "" : separator);
      if (isGap(axis, i)) {
        out.append(GAP);
        i = tensor.dim(axis) - EDGE - 1;
      } else {
        axis(axis + 1, address + i * tensor.stride(axis));
      }
    }
    out.append(']');
  }

  /** The innermost axis; a line is broken before an element that would pass the right margin. */
  private void row(long address) {
    int axis = tensor.rank() - 1;
    int indent = tensor.rank();
    int margin = LINE_WIDTH - indent;
    int column = indent;
    out.append('[');
    for (long i = 0; i < tensor.dim(axis); i++) {
      boolean gap = isGap(axis, i);
      String word = gap ? GAP : elements.apply(address + i * tensor.stride(axis));
      if (column + word.length() > margin && column > indent) {
        stripEnd();
        out.append('\n').append(" ".repeat(indent));
        column = indent;
      }
      out.append(word);
      column += word.length();
      if (i < tensor.dim(axis) - 1) {
        out.append(' ');
        column++;
      }
      i = gap ? tensor.dim(axis) - EDGE - 1 : i;
    }
    out.append(']');
  }

  private void stripEnd() {
    while (out.charAt(out.length() - 1) == ' ') {
      out.setLength(out.length() - 1);
    }
  }
}
