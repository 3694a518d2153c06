// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.op.Literal;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.diagnostic.Wording;
import dev.weft.tensor.DType;
import java.util.Locale;

/** Constants as text that gives back the same bits. */
final class LiteralText {

  private LiteralText() {}

  static String print(Literal literal) {
    return switch (literal.dtype()) {
      case BOOL -> Boolean.toString(literal.asBoolean());
      case I64 -> Long.toString(literal.bits());
      case F64 -> isOddNan(literal) ? bits(literal) : decimal(literal);
      case F32 -> (isOddNan(literal) ? bits(literal) : decimal(literal) + ":f32");
      case I32, I16, I8, U16, U8 -> literal.bits() + ":" + literal.dtype();
      case C64, C128 -> throw CompilerBug.complex("kernel");
    };
  }

  private static boolean isOddNan(Literal literal) {
    long usual =
        literal.dtype() == DType.F64
            ? Double.doubleToLongBits(Double.NaN)
            : Float.floatToIntBits(Float.NaN);
    return Double.isNaN(literal.asDouble()) && literal.bits() != usual;
  }

  private static String bits(Literal literal) {
    return literal.dtype() == DType.F64
        ? Wording.of("0x%016x:f64", literal.bits())
        : Wording.of("0x%08x:f32", (int) literal.bits());
  }

  private static String decimal(Literal literal) {
    double value = literal.asDouble();
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value < 0 ? "-inf" : "inf";
    }
    String text =
        literal.dtype() == DType.F64 ? Double.toString(value) : Float.toString((float) value);
    return text.toLowerCase(Locale.ROOT);
  }

  /**
   * The constant written as {@code number}.
   *
   * @param dtype the dtype that follows it, or null
   * @throws NumberFormatException if it is none
   */
  static Literal parse(String number, DType dtype) {
    if (number.equals("true") || number.equals("false")) {
      return Literal.of(number.equals("true"));
    }
    if (number.startsWith("0x")) {
      long bits = Long.parseUnsignedLong(number.substring(2), 16);
      return new Literal(dtype, dtype == DType.F32 ? (int) bits : bits);
    }
    boolean integral = number.matches("-?[0-9]+");
    DType meant = dtype != null ? dtype : integral ? DType.I64 : DType.F64;
    return switch (meant) {
      case F64 -> Literal.of(Double.parseDouble(javaName(number)));
      case F32 -> Literal.of(Float.parseFloat(javaName(number)));
      case I64, I32, I16, I8, U16, U8, BOOL -> Literal.of(meant, Long.parseLong(number));
      case C64, C128 -> throw CompilerBug.complex("kernel");
    };
  }

  private static String javaName(String number) {
    return number.replace("inf", "Infinity").replace("nan", "NaN");
  }
}
