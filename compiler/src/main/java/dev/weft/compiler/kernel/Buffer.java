// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.op.Literal;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import dev.weft.tensor.Storage;
import dev.weft.tensor.Tensor;
import java.util.Arrays;

/** What loads and stores of the interpreter go to. */
sealed interface Buffer {

  DType dtype();

  long[] shape();

  /** The element at a row-major position, which is in range. */
  Literal get(long position);

  void set(long position, Literal value);

  /** True if {@code index} lies inside. */
  default boolean holds(long[] index) {
    long[] shape = shape();
    for (int axis = 0; axis < shape.length; axis++) {
      if (index[axis] < 0 || index[axis] >= shape[axis]) {
        return false;
      }
    }
    return index.length == shape.length;
  }

  /** The row-major position of an index, which must lie inside. */
  default long position(long[] index) {
    if (!holds(index)) {
      throw new CompilerBug(
          "interpreter", "no " + Arrays.toString(index) + " in " + Arrays.toString(shape()));
    }
    return Domain.position(index, shape());
  }

  /** An argument. */
  record OfTensor(Tensor tensor) implements Buffer {

    @Override
    public DType dtype() {
      return tensor.dtype();
    }

    @Override
    public long[] shape() {
      return tensor.shape();
    }

    @Override
    public Literal get(long position) {
      Object one = Storage.allocate(dtype(), 1);
      tensor.read(position, 1, one, 0);
      return switch (one) {
        case double[] a -> Literal.of(a[0]);
        case float[] a -> Literal.of(a[0]);
        case long[] a -> Literal.of(a[0]);
        case int[] a -> Literal.of(a[0]);
        case boolean[] a -> Literal.of(a[0]);
        case byte[] a -> Literal.of(dtype(), (long) a[0]);
        case short[] a -> Literal.of(DType.I16, (long) a[0]);
        case char[] a -> Literal.of(DType.U16, (long) a[0]);
        default -> throw new CompilerBug("interpreter", "no storage: " + one);
      };
    }

    @Override
    public void set(long position, Literal value) {
      Object one =
          switch (value.dtype()) {
            case F64 -> new double[] {value.asDouble()};
            case F32 -> new float[] {(float) value.asDouble()};
            case I64 -> new long[] {value.bits()};
            case I32 -> new int[] {(int) value.bits()};
            case BOOL -> new boolean[] {value.asBoolean()};
            case U8, I8 -> new byte[] {(byte) value.bits()};
            case I16 -> new short[] {(short) value.bits()};
            case U16 -> new char[] {(char) value.bits()};
            case C64, C128 -> throw CompilerBug.complex("kernel");
          };
      tensor.write(position, 1, one, 0);
    }
  }

  /** A scratch or local array; reading what was never written is a mistake. */
  record OfArray(DType dtype, Literal[] elements) implements Buffer {

    static OfArray of(Stmt.Alloc alloc) {
      return new OfArray(alloc.dtype(), new Literal[alloc.size()]);
    }

    @Override
    public long[] shape() {
      return new long[] {elements.length};
    }

    @Override
    public Literal get(long position) {
      Literal value = elements[(int) position];
      if (value == null) {
        throw new CompilerBug("interpreter", "element " + position + " is read before a store");
      }
      return value;
    }

    @Override
    public void set(long position, Literal value) {
      elements[(int) position] = value;
    }
  }
}
