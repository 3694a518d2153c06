// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.op.elementary;

import dev.weft.compiler.op.Literal;
import dev.weft.tensor.DType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Arguments and true values of one function and dtype, from the resource {@code
 * <function>.<dtype>}. README.md beside the resources says what is in them.
 */
final class Points {

  /**
   * @param nearest the true value, rounded
   * @param offset the true value less the nearest one, in ulps of the latter
   */
  record Point(List<Literal> arguments, double nearest, double offset) {}

  private Points() {}

  static List<Point> of(String function, int arity, DType dtype) {
    ByteBuffer bytes = ByteBuffer.wrap(read(function + "." + dtype.shortName()));
    List<Point> points = new ArrayList<>();
    while (bytes.hasRemaining()) {
      List<Literal> arguments = new ArrayList<>();
      for (int i = 0; i < arity; i++) {
        arguments.add(number(bytes, dtype));
      }
      double nearest = number(bytes, dtype).asDouble();
      points.add(new Point(List.copyOf(arguments), nearest, bytes.getShort() * 0x1p-15));
    }
    return points;
  }

  private static Literal number(ByteBuffer bytes, DType dtype) {
    return dtype == DType.F64 ? Literal.of(bytes.getDouble()) : Literal.of(bytes.getFloat());
  }

  private static byte[] read(String name) {
    try (InputStream stream = Points.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalArgumentException("no points of " + name);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
