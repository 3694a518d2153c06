// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.diagnostic.Span;
import dev.weft.tensor.DType;
import java.util.Optional;
import java.util.Set;

/** The names of dtypes in the language. */
final class DTypes {
  private static final Set<String> LATER =
      Set.of("u32", "uint32", "u64", "uint64", "f16", "float16", "half", "bf16", "bfloat16");

  /** A dtype, and the function that makes a number of its parts. */
  private static final String COMPLEX = "complex";

  private DTypes() {}

  /** True for a dtype's name that converts when it is called. */
  static boolean isCast(String name) {
    return isName(name) && !name.equals(COMPLEX);
  }

  static Optional<DType> named(String name) {
    return switch (name) {
      case "int" -> Optional.of(DType.I64);
      case "float", "double" -> Optional.of(DType.F64);
      case COMPLEX -> Optional.of(DType.C128);
      default -> DType.named(name);
    };
  }

  /** True for a dtype's name, those of later versions included. */
  static boolean isName(String name) {
    return named(name).isPresent() || LATER.contains(name);
  }

  static DType require(Elaboration e, String name, Span span) {
    return named(name).orElseThrow(() -> unknown(name, e.site(span)));
  }

  static Mistake unknown(String name, Span span) {
    return LATER.contains(name)
        ? ErrorCode.E0301.mistake(span, "dtype " + name + " is not in this version")
        : ErrorCode.E0202
            .mistake(span, "'" + name + "' is no dtype")
            .help("dtypes are bool, i8, i16, i32, i64, u8, u16, f32, f64, c64, c128");
  }
}
