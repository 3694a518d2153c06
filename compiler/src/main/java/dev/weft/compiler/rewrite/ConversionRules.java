// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import dev.weft.compiler.graph.Node;
import dev.weft.compiler.graph.Op;
import dev.weft.tensor.DType;
import java.util.List;
import java.util.Optional;

/** Laws of conversions between dtypes. */
final class ConversionRules {
  static final List<Rule> RULES =
      List.of(
          Rule.exact(
              "through-wider",
              "convert(convert(x)) => convert(x) (where the inner one loses nothing)",
              ConversionRules::throughWider));

  private ConversionRules() {}

  private static Optional<Node> throughWider(Match m) {
    if (m.node().op() instanceof Op.Convert(DType to)
        && m.x().op() instanceof Op.Convert(DType by)) {
      Node source = m.x().operand(0);
      if (losesNothing(source.type().dtype(), by)) {
        return Optional.of(m.draft().convert(to, source));
      }
    }
    return Optional.empty();
  }

  /** True where all values of one dtype are values of another. */
  private static boolean losesNothing(DType from, DType to) {
    return switch (from) {
      case BOOL -> true;
      case U8 -> to != DType.BOOL && to != DType.I8;
      case I8 -> to.isFloat() || to.kind() == DType.Kind.SIGNED;
      case U16, I16 -> to.isFloat() || to == DType.I32 || to == DType.I64;
      case C64, C128 -> false;
      case I32 -> to == DType.I64 || to == DType.F64;
      case F32 -> to == DType.F64;
      case I64, F64 -> false;
    };
  }
}
