// SPDX-License-Identifier: Apache-2.0
package dev.weft.io;

import dev.weft.diagnostic.Wording;
import dev.weft.tensor.DType;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads the text of an .npy header: a Python dict with the keys descr, fortran_order, shape. */
final class NpyHeaderParser {
  private final String text;
  private final String name;
  private int at;

  private String descr;
  private Boolean fortran;
  private long[] shape;

  NpyHeaderParser(String text, String name) {
    this.text = text;
    this.name = name;
  }

  NpyHeader parse(long length) throws IOException {
    expect('{');
    while (peek() != '}') {
      String key = string();
      expect(':');
      member(key);
      if (peek() != '}') {
        expect(',');
      }
    }
    expect('}');
    if (peek() != 0 || descr == null || fortran == null || shape == null) {
      throw malformed("descr, fortran_order and shape are expected, and nothing else");
    }
    DType dtype = dtype();
    NpyHeader.checkShape(shape, dtype, name);
    ByteOrder order = descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyHeader(dtype, order, fortran, shape, length);
  }

  private void member(String key) throws IOException {
    switch (key) {
      case "descr" -> descr = descr();
      case "fortran_order" -> fortran = bool();
      case "shape" -> shape = tuple();
      default -> throw malformed("unknown key '" + key + "'");
    }
  }

  private String descr() throws IOException {
    if (peek() == '[') {
      throw new IOException(name + " holds elements of a structured dtype, which is not supported");
    }
    return string();
  }

  private DType dtype() throws IOException {
    String code = descr.matches("[<>=|].+") ? descr.substring(1) : descr;
    return switch (code) {
      case "b1", "?" -> DType.BOOL;
      case "u1" -> DType.U8;
      case "u2" -> DType.U16;
      case "i1" -> DType.I8;
      case "i2" -> DType.I16;
      case "i4" -> DType.I32;
      case "i8" -> DType.I64;
      case "f4" -> DType.F32;
      case "f8" -> DType.F64;
      case "c8" -> DType.C64;
      case "c16" -> DType.C128;
      default ->
          throw new IOException(
              Wording.of(
                  "%s holds elements of dtype %s ('%s'); supported are "
                      + "bool, i8, i16, i32, i64, u8, u16, f32, f64, c64, c128",
                  name, dtypeName(code), descr));
    };
  }

  /** NumPy's name of a dtype that is none of ours. */
  private static String dtypeName(String code) {
    char kind = code.isEmpty() ? ' ' : code.charAt(0);
    String size = code.isEmpty() ? "" : code.substring(1);
    return switch (kind) {
      case 'f', 'c', 'i', 'u' ->
          (kind == 'f' ? "float" : kind == 'c' ? "complex" : kind == 'i' ? "int" : "uint")
              + (size.matches("[0-9]{1,2}") ? Integer.toString(8 * Integer.parseInt(size)) : size);
      case 'O' -> "object";
      case 'S', 'a' -> "bytes";
      case 'U' -> "str";
      case 'M' -> "datetime64";
      case 'm' -> "timedelta64";
      case 'V' -> "void";
      default -> "unknown";
    };
  }

  private boolean bool() throws IOException {
    String word = word();
    if (!word.equals("True") && !word.equals("False")) {
      throw malformed("True or False expected");
    }
    return word.equals("True");
  }

  private long[] tuple() throws IOException {
    List<Long> extents = new ArrayList<>();
    expect('(');
    while (peek() != ')') {
      String digits = word();
      // Python 2 wrote long integers with an L.
      if (!digits.matches("[0-9]{1,18}L?")) {
        throw malformed("an extent of at most 18 digits expected");
      }
      extents.add(Long.parseLong(digits.replace("L", "")));
      if (peek() != ')') {
        expect(',');
      }
    }
    expect(')');
    return extents.stream().mapToLong(Long::longValue).toArray();
  }

  private String word() {
    peek();
    int start = at;
    while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private String string() throws IOException {
    char quote = peek();
    int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
    if (end < 0) {
      throw malformed("a string in quotes expected");
    }
    String value = text.substring(at + 1, end);
    at = end + 1;
    return value;
  }

  private void expect(char c) throws IOException {
    if (peek() != c) {
      throw malformed("'" + c + "' expected");
    }
    at++;
  }

  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private IOException malformed(String cause) {
    return new IOException(
        Wording.of("%s has a malformed .npy header: %s at character %d", name, cause, at));
  }
}
