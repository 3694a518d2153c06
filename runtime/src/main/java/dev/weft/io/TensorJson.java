// SPDX-License-Identifier: Apache-2.0
package dev.weft.io;

import dev.weft.tensor.DType;
import dev.weft.tensor.NumberText;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Tensors as JSON objects {@code {"dtype": "f64", "shape": [2], "data": [1.5, "NaN"]}}. Data are
 * flat in row-major order. A float is the shortest decimal of its value as a double; {@code "NaN"},
 * {@code "Infinity"}, {@code "-Infinity"}, {@code "-0.0"} and integers beyond 2^53 are strings; a
 * complex number is {@code [re, im]}. In place of data, {@code "file"} may name an .npy file.
 */
public final class TensorJson {
  private static final long MAX_PLAIN = 1L << 53;
  private static final int CHUNK = 4096;

  private TensorJson() {}

  /** The tensor as JSON text on one line. */
  public static String write(Tensor tensor) {
    StringBuilder out = new StringBuilder();
    append(tensor, out);
    return out.toString();
  }

  /** Appends the tensor as JSON text. */
  public static void append(Tensor tensor, StringBuilder out) {
    out.append("{\"dtype\": \"").append(tensor.dtype().shortName()).append("\", \"shape\": ");
    out.append(Arrays.toString(tensor.shape())).append(", \"data\": [");
    if (tensor.dtype().isComplex()) {
      data(tensor.parts(), "[", "]", out);
    } else {
      data(tensor, "", "", out);
    }
    out.append("]}");
  }

  /**
   * @param open what stands before the first of a pair, or nothing
   * @param close what stands after the second of a pair, or nothing
   */
  private static void data(Tensor tensor, String open, String close, StringBuilder out) {
    Object chunk = Storage.allocate(tensor.dtype(), Math.min(CHUNK, tensor.size()));
    for (long done = 0; done < tensor.size(); done += CHUNK) {
      int count = (int) Math.min(CHUNK, tensor.size() - done);
      tensor.read(done, count, chunk, 0);
      for (int i = 0; i < count; i++) {
        boolean first = (done + i) % 2 == 0;
        out.append(done + i == 0 ? "" : ", ").append(first ? open : "");
        out.append(datum(tensor.dtype(), chunk, i)).append(first ? "" : close);
      }
    }
  }

  private static String datum(DType dtype, Object array, int i) {
    return switch (array) {
      case double[] values -> real(values[i]);
      case float[] values -> real(values[i]);
      case long[] values -> integer(values[i]);
      case int[] values -> Integer.toString(values[i]);
      case byte[] _, short[] _, char[] _ -> Long.toString(Storage.getLong(dtype, array, i));
      case boolean[] values -> Boolean.toString(values[i]);
      default -> throw new IllegalArgumentException(array.getClass().getTypeName());
    };
  }

  private static String real(double value) {
    if (Double.isFinite(value) && !(value == 0 && 1 / value < 0)) {
      return NumberText.shortest(value);
    }
    return "\"" + value + "\"";
  }

  private static String integer(long value) {
    boolean plain = value >= -MAX_PLAIN && value <= MAX_PLAIN;
    return plain ? Long.toString(value) : "\"" + value + "\"";
  }

  /**
   * Reads a tensor whose data stand in the text.
   *
   * @throws IllegalArgumentException if the value is no tensor; the message names the datum
   */
  public static Tensor read(Json value) {
    if (value.has("file")) {
      throw new IllegalArgumentException("a tensor in a file needs a folder to find it in");
    }
    return readData(value, dtype(value), shape(value));
  }

  /**
   * Reads a tensor; a member {@code "file"} names an .npy file inside {@code folder}.
   *
   * @throws IllegalArgumentException if the value is no tensor; the message names the datum
   * @throws IOException if the file cannot be read
   */
  public static Tensor read(Json value, Path folder) throws IOException {
    if (!value.has("file")) {
      return read(value);
    }
    Path file = folder.resolve(value.get("file").string()).normalize();
    if (!file.startsWith(folder.normalize())) {
      throw new IllegalArgumentException("the file " + file + " lies outside " + folder);
    }
    Tensor tensor = Npy.read(file);
    if (value.has("dtype") && dtype(value) != tensor.dtype()) {
      throw new IllegalArgumentException(
          file + " holds " + tensor.dtype() + ", not " + dtype(value));
    }
    if (value.has("shape") && !Arrays.equals(shape(value), tensor.shape())) {
      throw new IllegalArgumentException(
          file + " holds " + tensor.signature() + ", not shape " + value.get("shape"));
    }
    return tensor;
  }

  private static DType dtype(Json value) {
    String name = value.get("dtype").string();
    return DType.named(name)
        .orElseThrow(
            () -> new IllegalArgumentException("there is no dtype " + JsonWriter.quote(name)));
  }

  private static long[] shape(Json value) {
    return value.get("shape").items().stream().mapToLong(item -> integer(item, "shape")).toArray();
  }

  private static Tensor readData(Json value, DType dtype, long[] shape) {
    List<Json> data = value.get("data").items();
    Object storage = Storage.allocate(dtype, data.size());
    for (int i = 0; i < data.size(); i++) {
      String place = "data[" + i + "]";
      if (dtype.isComplex()) {
        pair(storage, i, data.get(i), place);
      } else {
        set(dtype, storage, i, data.get(i), place);
      }
    }
    return Tensor.dense(dtype, storage, shape);
  }

  private static void pair(Object storage, int i, Json datum, String place) {
    if (!(datum instanceof Json.Items(List<Json> parts)) || parts.size() != 2) {
      throw wrong(datum, place, "a pair [re, im]");
    }
    DType dtype = Storage.dtype(storage);
    set(dtype, storage, 2 * i, parts.get(0), place + "[0]");
    set(dtype, storage, 2 * i + 1, parts.get(1), place + "[1]");
  }

  private static void set(DType dtype, Object storage, int i, Json datum, String place) {
    switch (storage) {
      case double[] array -> array[i] = real(datum, place);
      case float[] array -> array[i] = (float) real(datum, place);
      case long[] array -> array[i] = integer(datum, place);
      case int[] array -> array[i] = (int) integer(datum, place, dtype);
      case byte[] array -> array[i] = (byte) integer(datum, place, dtype);
      case short[] array -> array[i] = (short) integer(datum, place, dtype);
      case char[] array -> array[i] = (char) integer(datum, place, dtype);
      case boolean[] array -> {
        if (!(datum instanceof Json.Bool bool)) {
          throw wrong(datum, place, "true or false");
        }
        array[i] = bool.value();
      }
      default -> throw new IllegalArgumentException(storage.getClass().getTypeName());
    }
  }

  private static double real(Json datum, String place) {
    return switch (datum) {
      case Json.Number number when Double.isFinite(number.toDouble()) -> number.toDouble();
      case Json.Text(String text) when text.equals("NaN") -> Double.NaN;
      case Json.Text(String text) when text.equals("Infinity") -> Double.POSITIVE_INFINITY;
      case Json.Text(String text) when text.equals("-Infinity") -> Double.NEGATIVE_INFINITY;
      case Json.Text(String text) when text.equals("-0.0") -> -0.0;
      default ->
          throw wrong(
              datum, place, "a finite number, \"NaN\", \"Infinity\", \"-Infinity\" or \"-0.0\"");
    };
  }

  private static long integer(Json datum, String place) {
    return integer(datum, place, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static long integer(Json datum, String place, DType dtype) {
    return integer(datum, place, dtype.least(), dtype.most());
  }

  private static long integer(Json datum, String place, long least, long most) {
    String wanted = "an integer from " + least + " to " + most;
    try {
      long value =
          switch (datum) {
            case Json.Number number -> number.toLong();
            case Json.Text(String text) -> Long.parseLong(text);
            default -> throw wrong(datum, place, wanted);
          };
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException | ArithmeticException _) {
      throw wrong(datum, place, wanted);
    }
    throw wrong(datum, place, wanted);
  }

  private static IllegalArgumentException wrong(Json datum, String place, String wanted) {
    String found = datum instanceof Json.Text ? datum.toString() : datum.kind();
    return new IllegalArgumentException(place + " is " + found + ", expected " + wanted);
  }
}
