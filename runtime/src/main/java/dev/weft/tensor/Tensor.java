// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import java.util.Arrays;
import java.util.Objects;

/**
 * A view of a Java array, or of {@link Native} memory, as elements of one dtype with a shape. The
 * element at an index lies at address {@code offset + sum(index[i] * strides[i])} of the storage;
 * strides are in elements, may be negative, and are 0 along a broadcast axis. Shape and strides
 * never change; elements are shared between all views of one storage and with the array the user
 * gave.
 *
 * <p>{@code equals} and {@code hashCode} are those of identity; see {@link #contentEquals}. To use
 * the elements without a copy take {@link #storage()} of a tensor that {@link #isWhole()}.
 */
public final class Tensor {

  /** The most axes a tensor may have. */
  public static final int MAX_RANK = 32;

  private final DType dtype;
  private final Object storage;
  private final long offset;
  private final long[] shape;
  private final long[] strides;
  private final long size;

  /** Computed when first needed; threads that race for it compute the same. */
  private Layout layout;

  private Tensor(DType dtype, Object storage, long offset, long[] shape, long[] strides) {
    this.dtype = dtype;
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
    this.size = Strides.size(shape);
  }

  /**
   * A row-major tensor over an array of any real storage type, without a copy.
   *
   * @throws IllegalArgumentException if the shape has another number of elements, or {@code
   *     storage} is no array of elements
   */
  public static Tensor dense(Object storage, long... shape) {
    return dense(Storage.dtype(storage), storage, shape);
  }

  /**
   * A row-major tensor of a dtype over an array of its storage type, without a copy. The array of
   * complex elements holds their real and imaginary parts in turn.
   *
   * @throws IllegalArgumentException if the shape has another number of elements, or {@code
   *     storage} is no array of such elements
   */
  public static Tensor dense(DType dtype, Object storage, long... shape) {
    requireFit(dtype, storage);
    long[] extents = shape.clone();
    long size = Strides.size(extents);
    if (size * dtype.width() != Storage.length(storage)) {
      throw new IllegalArgumentException(
          ("shape " + Strides.text(extents) + " has " + size)
              + (" elements, the data has " + Storage.length(dtype, storage)));
    }
    return new Tensor(dtype, storage, 0, extents, Strides.rowMajor(extents));
  }

  private static void requireFit(DType dtype, Object storage) {
    if (!Storage.fits(dtype, storage)) {
      throw new IllegalArgumentException(
          "storage of " + Storage.dtype(storage) + " cannot hold elements of " + dtype);
    }
  }

  /** A tensor of rank 1 over {@code data}, without a copy. */
  public static Tensor of(double[] data) {
    return dense(data, new long[] {data.length});
  }

  /** A row-major f64 tensor over {@code data}, without a copy. */
  public static Tensor of(double[] data, long... shape) {
    return dense(data, shape);
  }

  /** A tensor of rank 1 over {@code data}, without a copy. */
  public static Tensor of(float[] data) {
    return dense(data, new long[] {data.length});
  }

  /** A row-major f32 tensor over {@code data}, without a copy. */
  public static Tensor of(float[] data, long... shape) {
    return dense(data, shape);
  }

  /** A tensor of rank 1 over {@code data}, without a copy. */
  public static Tensor of(long[] data) {
    return dense(data, new long[] {data.length});
  }

  /** A row-major i64 tensor over {@code data}, without a copy. */
  public static Tensor of(long[] data, long... shape) {
    return dense(data, shape);
  }

  /** A tensor of rank 1 over {@code data}, without a copy. */
  public static Tensor of(int[] data) {
    return dense(data, new long[] {data.length});
  }

  /** A row-major i32 tensor over {@code data}, without a copy. */
  public static Tensor of(int[] data, long... shape) {
    return dense(data, shape);
  }

  /** A tensor of rank 1 over {@code data}, without a copy. */
  public static Tensor of(boolean[] data) {
    return dense(data, new long[] {data.length});
  }

  /** A row-major bool tensor over {@code data}, without a copy. */
  public static Tensor of(boolean[] data, long... shape) {
    return dense(data, shape);
  }

  /** A tensor of rank 1 over {@code data}, without a copy; bytes count as 0 to 255. */
  public static Tensor of(byte[] data) {
    return dense(data, new long[] {data.length});
  }

  /** A row-major u8 tensor over {@code data}, without a copy; bytes count as 0 to 255. */
  public static Tensor of(byte[] data, long... shape) {
    return dense(data, shape);
  }

  /** A row-major i16 tensor over {@code data}, without a copy. */
  public static Tensor of(short[] data, long... shape) {
    return dense(data, shape);
  }

  /** A row-major u16 tensor over {@code data}, without a copy. */
  public static Tensor of(char[] data, long... shape) {
    return dense(data, shape);
  }

  /** An f64 tensor of rank 0. */
  public static Tensor scalar(double value) {
    return dense(new double[] {value}, new long[0]);
  }

  /** An f32 tensor of rank 0. */
  public static Tensor scalar(float value) {
    return dense(new float[] {value}, new long[0]);
  }

  /** An i64 tensor of rank 0. */
  public static Tensor scalar(long value) {
    return dense(new long[] {value}, new long[0]);
  }

  /** An i32 tensor of rank 0. */
  public static Tensor scalar(int value) {
    return dense(new int[] {value}, new long[0]);
  }

  /** A c128 tensor of rank 0. */
  public static Tensor scalar(Complex value) {
    return Complex.tensor(new double[] {value.re(), value.im()}, new long[0]);
  }

  /** A bool tensor of rank 0. */
  public static Tensor scalar(boolean value) {
    return dense(new boolean[] {value}, new long[0]);
  }

  /**
   * A new row-major tensor of zeros.
   *
   * @throws IllegalArgumentException if the elements do not fit one Java array
   */
  public static Tensor zeros(DType dtype, long... shape) {
    return dense(dtype, Storage.allocate(dtype, Strides.size(shape)), shape);
  }

  /** The i64 tensor {@code 0, 1, ... size - 1}, without memory of its own; it cannot be written. */
  public static Tensor iota(long size) {
    return view(DType.I64, Identity.INSTANCE, 0, new long[] {size}, new long[] {1});
  }

  /**
   * A tensor from a nested Java array ({@code double[][]}, {@code int[][][]}, ...), which is
   * copied, a flat one, which is not, a boxed value (rank 0), or a tensor, which is returned.
   *
   * @throws IllegalArgumentException for ragged arrays and for values of other types
   */
  public static Tensor from(Object value) {
    return Nested.read(value);
  }

  /**
   * A view of any layout.
   *
   * @param storage an array of the dtype's storage type, {@link Native} memory of its elements, or
   *     {@link Identity}
   * @throws IndexOutOfBoundsException if an element would lie outside the storage
   */
  public static Tensor view(
      DType dtype, Object storage, long offset, long[] shape, long[] strides) {
    requireFit(dtype, storage);
    if (shape.length != strides.length) {
      throw new IllegalArgumentException(
          shape.length + " extents but " + strides.length + " strides");
    }
    Tensor view = new Tensor(dtype, storage, offset, shape.clone(), strides.clone());
    Strides.checkBounds(offset, view.shape, view.strides, Storage.length(dtype, storage));
    return view;
  }

  /** A view of the same storage; the caller answers for its bounds and gives up the arrays. */
  Tensor move(long start, long[] extents, long[] steps) {
    return new Tensor(dtype, storage, start, extents, steps);
  }

  public DType dtype() {
    return dtype;
  }

  public int rank() {
    return shape.length;
  }

  /** The number of elements; more than the storage has where an axis is broadcast. */
  public long size() {
    return size;
  }

  /** The extents of all axes; a copy. */
  public long[] shape() {
    return shape.clone();
  }

  /** The extent of axis {@code axis}, from 0. */
  public long dim(int axis) {
    return shape[axis];
  }

  /** The steps of all axes in elements; a copy. */
  public long[] strides() {
    return strides.clone();
  }

  /** The step of axis {@code axis} in elements. */
  public long stride(int axis) {
    return strides[axis];
  }

  /** The address of the first element. */
  public long offset() {
    return offset;
  }

  /**
   * The Java array that holds the elements ({@code double[]} for f64, ...), {@link Native} memory,
   * or {@link Identity}. Element {@code a} of a complex tensor has its parts at {@code 2 * a} and
   * {@code 2 * a + 1}.
   */
  public Object storage() {
    return storage;
  }

  /** True if the elements lie side by side in row-major order. */
  public boolean isContiguous() {
    return isArray() && (size <= 1 || layout().isContiguous());
  }

  /** True if the storage holds exactly the elements of this tensor, in row-major order. */
  public boolean isWhole() {
    return isContiguous() && offset == 0 && size * dtype.width() == Storage.length(storage);
  }

  /** True if the elements lie in a Java array. */
  public boolean isArray() {
    return Storage.isArray(storage);
  }

  Layout layout() {
    Layout known = layout;
    if (known == null) {
      known = Layout.merge(shape, strides);
      layout = known;
    }
    return known;
  }

  /**
   * A view of the real and imaginary parts of a complex tensor along one more, last axis of size 2.
   *
   * @throws IllegalStateException if the elements are not complex
   */
  public Tensor parts() {
    return Parts.of(this);
  }

  /** A view of the real parts; a real tensor itself. */
  public Tensor real() {
    return dtype.isComplex() ? Parts.one(this, 0) : this;
  }

  /**
   * A view of the imaginary parts.
   *
   * @throws IllegalStateException if the elements are not complex
   */
  public Tensor imag() {
    return Parts.one(this, 1);
  }

  /** A view whose axis i is axis {@code axes[i]} of this one. */
  public Tensor permute(int... axes) {
    return Views.permute(this, axes);
  }

  /** A view with all axes in reverse order. */
  public Tensor transpose() {
    return Views.transpose(this);
  }

  /**
   * A view that takes, per axis, {@code count} elements from {@code start} in steps of {@code
   * step}, which may be negative.
   *
   * @throws IndexOutOfBoundsException if an element would lie outside this tensor
   */
  public Tensor slice(long[] start, long[] count, long[] step) {
    return Views.slice(this, start, count, step);
  }

  /**
   * A view of the given shape that repeats axes of size 1; axes are aligned at the right.
   *
   * @throws IllegalArgumentException if an extent is neither equal nor 1
   */
  public Tensor broadcastTo(long... target) {
    return Views.broadcast(this, target);
  }

  /**
   * The elements in row-major order under another shape: a view where strides allow, else a copy.
   * One extent may be -1 and is then computed.
   *
   * @throws IllegalArgumentException if the number of elements differs
   */
  public Tensor reshape(long... target) {
    return Views.reshape(this, target);
  }

  /** A new row-major tensor with the same elements. */
  public Tensor copy() {
    return dense(dtype, Elements.toArray(this), shape);
  }

  /** This tensor if it is contiguous, else a copy. */
  public Tensor contiguous() {
    return isContiguous() ? this : copy();
  }

  /**
   * Copies all elements into {@code target}, as if read before any is written.
   *
   * @throws IllegalArgumentException if dtype or shape differ, or the target cannot be written
   */
  public void copyTo(Tensor target) {
    Elements.copy(this, target);
  }

  /** Dtype and shape, such as {@code f64[2, 3]}. */
  public String signature() {
    return dtype + Strides.text(shape);
  }

  /**
   * Copies elements {@code position .. position + count - 1} in row-major order into an array of
   * the dtype's storage type, from index {@code at}.
   */
  public void read(long position, long count, Object into, int at) {
    Elements.read(this, position, count, into, at);
  }

  /**
   * Copies {@code count} elements of an array of the dtype's storage type, from index {@code at},
   * into elements {@code position ..} in row-major order. The array is not this tensor's storage.
   */
  public void write(long position, long count, Object from, int at) {
    Elements.write(this, position, count, from, at);
  }

  /**
   * The index in the storage from which elements {@code position .. position + count - 1}, in
   * row-major order, lie side by side, or -1 if they do not.
   */
  public int window(long position, long count) {
    Objects.checkFromIndexSize(position, count, size);
    if (!isArray() || (count > 0 && !layout().isRun(position, count))) {
      return -1;
    }
    return (int) (count == 0 ? offset : offset + layout().address(position));
  }

  private long address(long[] index) {
    return Strides.address(offset, shape, strides, index);
  }

  /** One element as a double: exact but for i64 beyond 2^53; a bool is 0 or 1. */
  public double getDouble(long... index) {
    return Storage.getDouble(dtype, Elements.real(this), address(index));
  }

  /** One element as a complex number. */
  public Complex getComplex(long... index) {
    return Parts.element(this, address(index));
  }

  /** One element of an integer or bool tensor. */
  public long getLong(long... index) {
    return Storage.getLong(dtype, storage, address(index));
  }

  /** One element of a bool tensor. */
  public boolean getBoolean(long... index) {
    Elements.require(this, DType.BOOL);
    return Storage.getLong(dtype, storage, address(index)) != 0;
  }

  /**
   * The element of a tensor with only one: Boolean, Integer (i32 and smaller), Long, Float, Double
   * or {@link Complex}.
   */
  public Object item() {
    if (size != 1) {
      throw new IllegalStateException("item() of a tensor of " + size + " elements");
    }
    return dtype.isComplex() ? Parts.element(this, offset) : Storage.get(dtype, storage, offset);
  }

  /**
   * All elements in row-major order as doubles, see {@link #getDouble}; of complex ones the real
   * and imaginary parts in turn.
   */
  public double[] toDoubleArray() {
    return Elements.toDoubles(dtype.isComplex() ? parts() : this);
  }

  /** All elements of an f32 tensor in row-major order. */
  public float[] toFloatArray() {
    return (float[]) Elements.toArray(this, DType.F32);
  }

  /** All elements of an integer or bool tensor in row-major order as longs. */
  public long[] toLongArray() {
    return Elements.toLongs(this);
  }

  /** All elements of an i32 tensor in row-major order. */
  public int[] toIntArray() {
    return (int[]) Elements.toArray(this, DType.I32);
  }

  /** All elements of a bool tensor in row-major order. */
  public boolean[] toBooleanArray() {
    return (boolean[]) Elements.toArray(this, DType.BOOL);
  }

  /** All elements of a u8 or i8 tensor in row-major order. */
  public byte[] toByteArray() {
    return (byte[]) Elements.toArray(this, dtype == DType.I8 ? DType.I8 : DType.U8);
  }

  /**
   * A nested array of all elements ({@code double[][]} for f64 of rank 2), or a boxed element. The
   * innermost arrays of complex tensors hold the two parts of an element.
   */
  public Object toArray() {
    return Nested.write(dtype.isComplex() && rank() > 0 ? parts() : this);
  }

  /** True if dtype, shape and elements are the same; NaN equals NaN, -0.0 does not equal 0.0. */
  public boolean contentEquals(Tensor other) {
    return dtype == other.dtype && Arrays.equals(shape, other.shape) && Elements.equal(this, other);
  }

  /**
   * The elements as NumPy prints them: aligned, at most 8 digits after the point, of more than
   * 1,000 elements only the corners; an empty tensor prints as {@code [] (f64[0, 3])}.
   */
  @Override
  public String toString() {
    return TensorText.of(this);
  }
}
