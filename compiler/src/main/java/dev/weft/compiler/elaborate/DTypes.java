// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.elaborate;

import dev.weft.diagnostic.Span;
import dev.weft.tensor.DType;
import java.util.Optional;
import java.util.Set;

/** The names of dtypes in the language. */
final class DTypes {
  private static final Set<String> LATER =
      Set.of(
          "i8",
          "int8",
          "i16",
          "int16",
          "u16",
          "uint16",
          "u32",
          "uint32",
          "u64",
          "uint64",
          "f16",
          "float16",
          "c64",
          "complex64",
          "c128",
          "complex128",
          "complex");

  private DTypes() {}

  static Optional<DType> named(String name) {
    return switch (name) {
      case "int" -> Optional.of(DType.I64);
      case "float", "double" -> Optional.of(DType.F64);
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
            .help("dtypes are bool, u8, i32, i64, f32, f64");
  }
}
