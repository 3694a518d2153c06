// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import dev.weft.compiler.elaborate.Signature.Argument;
import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a type in the signature of a bound method stands for. */
sealed interface JavaType {

  /** What a parameter or result may be, for messages. */
  String ALL =
      "double, float, long, int, short, byte, boolean, an array of these or of char (nested or"
          + " not), or a Tensor";

  /** A number; as an input it is weak, as a literal is. */
  record Number(Class<?> type) implements JavaType {
    boolean isWhole() {
      return type != double.class && type != float.class;
    }

    private Object box(Tensor result) {
      return switch (type.getName()) {
        case "double" -> result.getDouble();
        case "float" -> (float) result.getDouble();
        case "long" -> result.getLong();
        case "int" -> (int) result.getLong();
        case "short" -> (short) result.getLong();
        case "byte" -> (byte) result.getLong();
        default -> throw new IllegalStateException(type.getName());
      };
    }
  }

  record Flag() implements JavaType {}

  /** An array, whose elements are read and written where they are. */
  record Flat(DType dtype) implements JavaType {}

  /** An array of arrays, which is copied. */
  record Nested(DType dtype, int rank) implements JavaType {}

  /** A tensor of a dtype and rank that its type does not tell. */
  record Any() implements JavaType {}

  Set<Class<?>> NUMBERS =
      Set.of(double.class, float.class, long.class, int.class, short.class, byte.class);

  /** What a class stands for, if for anything. */
  static Optional<JavaType> of(Class<?> type) {
    if (type == Tensor.class) {
      return Optional.of(new Any());
    }
    if (type == boolean.class) {
      return Optional.of(new Flag());
    }
    if (NUMBERS.contains(type)) {
      return Optional.of(new Number(type));
    }
    int rank = 0;
    Class<?> element = type;
    while (element.isArray()) {
      rank++;
      element = element.getComponentType();
    }
    if (rank == 0 || rank > Tensor.MAX_RANK || !element.isPrimitive()) {
      return Optional.empty();
    }
    DType dtype = Storage.dtype(Array.newInstance(element, 0));
    return Optional.of(rank == 1 ? new Flat(dtype) : new Nested(dtype, rank));
  }

  /** What a compile has to know of an input of this type, where the type says it. */
  default Optional<Argument> argument() {
    return switch (this) {
      case Number number -> Optional.of(Argument.weak(number.isWhole() ? DType.I64 : DType.F64));
      case Flag _ -> Optional.of(Argument.of(DType.BOOL, 0));
      case Flat flat -> Optional.of(Argument.of(flat.dtype(), 1));
      case Nested nested -> Optional.of(Argument.of(nested.dtype(), nested.rank()));
      case Any _ -> Optional.empty();
    };
  }

  /** True if every tensor of a dtype and rank can be given as this type without loss. */
  default boolean holds(DType result, int extents) {
    return switch (this) {
      case Number number -> extents == 0 && exact(result).contains(number.type());
      case Flag _ -> extents == 0 && result == DType.BOOL;
      case Flat flat -> extents == 1 && sameElements(flat.dtype(), result);
      case Nested nested -> extents == nested.rank() && sameElements(nested.dtype(), result);
      case Any _ -> true;
    };
  }

  /** Bytes hold u8 and i8. */
  private static boolean sameElements(DType array, DType result) {
    return array == result || array == DType.U8 && result == DType.I8;
  }

  /** The primitive types that hold every number of a dtype, the best one first. */
  private static List<Class<?>> exact(DType dtype) {
    return switch (dtype) {
      case BOOL -> List.of(boolean.class);
      case U8, I8 ->
          List.of(byte.class, short.class, int.class, long.class, float.class, double.class);
      case I16 -> List.of(short.class, int.class, long.class, float.class, double.class);
      case U16 -> List.of(int.class, long.class, float.class, double.class);
      case I32 -> List.of(int.class, long.class, double.class);
      case I64 -> List.of(long.class);
      case F32 -> List.of(float.class, double.class);
      case F64 -> List.of(double.class);
      case C64, C128 -> List.of();
    };
  }

  /** The Java types, in words, that a result can be given as. */
  static String typesFor(DType dtype, int rank) {
    if (dtype.isComplex()) {
      return "Tensor";
    }
    if (rank == 0) {
      return String.join(", ", exact(dtype).stream().map(Class::getName).toList()) + " or Tensor";
    }
    Class<?> row = Storage.allocate(dtype, 0).getClass();
    return row.getSimpleName() + "[]".repeat(rank - 1) + " or Tensor";
  }

  /** A result as this type; the caller has seen that it {@link #holds} it. */
  default Object of(Tensor result) {
    return switch (this) {
      case Number number -> number.box(result);
      case Flag _ -> result.getBoolean();
      case Flat _ -> (result.isWhole() ? result : result.copy()).storage();
      case Nested _ -> result.toArray();
      case Any _ -> result;
    };
  }
}
