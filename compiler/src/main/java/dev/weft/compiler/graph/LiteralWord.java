// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.compiler.op.Literal;
import dev.weft.tensor.DType;
import java.util.List;

/** Literals of a known dtype as words that give back the same bits. */
final class LiteralWord {
  private static final String BITS = "0x";

  private LiteralWord() {}

  static String print(Literal value) {
    return switch (value.dtype()) {
      case BOOL -> Boolean.toString(value.asBoolean());
      case U8, U16, I8, I16, I32, I64 -> Long.toString(value.bits());
      case F32, F64 -> {
        boolean same = parse(value.dtype(), number(value)).equals(value);
        yield same ? number(value) : BITS + Long.toHexString(value.bits());
      }
      case C64, C128 -> "(" + print(value.re()) + "," + print(value.im()) + ")";
    };
  }

  private static String number(Literal value) {
    return value.dtype() == DType.F32
        ? Float.toString((float) value.asDouble())
        : Double.toString(value.asDouble());
  }

  /**
   * @throws IllegalArgumentException if the word is no literal of this dtype
   */
  static Literal parse(DType dtype, String word) {
    if (word.startsWith(BITS)) {
      return new Literal(dtype, Long.parseUnsignedLong(word.substring(BITS.length()), 16));
    }
    return switch (dtype) {
      case BOOL -> Literal.of(Boolean.parseBoolean(word));
      case U8, U16, I8, I16, I32, I64 -> Literal.of(dtype, Long.parseLong(word));
      case F32 -> Literal.of(Float.parseFloat(word));
      case F64 -> Literal.of(Double.parseDouble(word));
      case C64, C128 -> {
        List<String> parts = Words.items(word);
        yield Literal.complex(parse(dtype.part(), parts.get(0)), parse(dtype.part(), parts.get(1)));
      }
    };
  }
}
