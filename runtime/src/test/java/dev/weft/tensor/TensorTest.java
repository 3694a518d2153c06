// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorTest {
  private static final Tensor GRID = Tensor.of(new double[] {0, 1, 2, 3, 4, 5}, 2, 3);

  @Test
  void sharesTheArrayItIsGiven() {
    double[] data = {1, 2, 3};
    Tensor tensor = Tensor.of(data);
    data[1] = 7;
    assertEquals(7, tensor.getDouble(1));
    assertSame(data, tensor.storage());
    assertTrue(tensor.isWhole());
  }

  @Test
  void aLoneArrayHasRankOneAndAnEmptyShapeRankZero() {
    assertArrayEquals(new long[] {1}, Tensor.of(new double[] {5}).shape());
    Tensor scalar = Tensor.of(new double[] {5}, new long[0]);
    assertEquals(0, scalar.rank());
    assertEquals(5.0, scalar.getDouble());
    assertEquals(5.0, scalar.item());
  }

  @Test
  void shapeMustMatchTheData() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new int[5], 2, 3));
    assertEquals("shape [2, 3] has 6 elements, the data has 5", error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Tensor.of(new int[1], -1, -1));
  }

  @Test
  void shapesThatNoArrayHoldsAreRefusedBeforeAnyAllocation() {
    assertEquals(
        "4611686018427387904 elements of f64 do not fit: one array holds at most 2147483639",
        assertThrows(
                IllegalArgumentException.class, () -> Tensor.zeros(DType.F64, 1L << 31, 1L << 31))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(DType.F64, 1L << 32, 1L << 31));
    assertEquals(0, Tensor.zeros(DType.F64, 1L << 40, 1L << 40, 0).size());
    assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(DType.F64, new long[33]));
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void everyDTypeHasZerosOfItsOwnStorage(DType dtype) {
    Tensor tensor = Tensor.zeros(dtype, 2, 2);
    assertSame(dtype, tensor.dtype());
    DType stored = dtype == DType.I8 ? DType.U8 : dtype.part(); // both in bytes
    assertSame(stored, Storage.dtype(tensor.storage()));
    assertEquals(0, tensor.real().getDouble(1, 1));
  }

  @Test
  void movementsAreViews() {
    Tensor turned = GRID.transpose();
    assertArrayEquals(new double[] {0, 3, 1, 4, 2, 5}, turned.toDoubleArray());
    assertSame(GRID.storage(), turned.storage());
    assertFalse(turned.isContiguous());
    Tensor corner = GRID.slice(new long[] {1, 2}, new long[] {2, 2}, new long[] {-1, -2});
    assertArrayEquals(new double[] {5, 3, 2, 0}, corner.toDoubleArray());
    Tensor rows = Tensor.of(new int[] {1, 2}, 2, 1).broadcastTo(2, 2, 3);
    assertArrayEquals(new int[] {1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2}, rows.toIntArray());
  }

  @Test
  void reshapeIsAViewWhereStridesAllow() {
    assertSame(GRID.storage(), GRID.reshape(3, 2).storage());
    assertArrayEquals(
        new double[] {0, 3, 1, 4, 2, 5}, GRID.transpose().reshape(-1).toDoubleArray());
    assertNotEquals(GRID.storage(), GRID.transpose().reshape(6).storage());
    Tensor column = GRID.slice(new long[] {0, 1}, new long[] {2, 1}, new long[] {1, 1});
    assertSame(GRID.storage(), column.reshape(1, 2, 1).storage());
    assertArrayEquals(new double[] {1, 4}, column.reshape(2).toDoubleArray());
    assertArrayEquals(new long[] {2, 1, 3}, GRID.reshape(2, -1, 3).shape());
    assertEquals(0, Tensor.zeros(DType.F32, 0, 3).reshape(3, 0).size());
    assertThrows(IllegalArgumentException.class, () -> GRID.reshape(4));
    assertThrows(IllegalArgumentException.class, () -> GRID.reshape(4, -1));
    assertThrows(IllegalArgumentException.class, () -> GRID.reshape(-1, -1));
  }

  @Test
  void badMovementsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> GRID.permute(0));
    assertThrows(IllegalArgumentException.class, () -> GRID.permute(0, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> GRID.permute(0, 2));
    assertThrows(IllegalArgumentException.class, () -> GRID.broadcastTo(3));
    assertThrows(IllegalArgumentException.class, () -> GRID.broadcastTo(3, 3));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> GRID.slice(new long[] {0, 0}, new long[] {2, 3}, new long[] {1, 2}));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> GRID.slice(new long[] {-1, 0}, new long[] {1, 1}, new long[] {1, 1}));
  }

  @Test
  void viewsAreCheckedAgainstTheirStorage() {
    double[] data = new double[10];
    long[] shape = {2, 3};
    Tensor.view(DType.F64, data, 4, shape, new long[] {3, 1});
    Tensor.view(DType.F64, data, 9, shape, new long[] {-3, -3});
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> Tensor.view(DType.F64, data, 5, shape, new long[] {3, 1}));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> Tensor.view(DType.F64, data, 8, shape, new long[] {-3, -3}));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> Tensor.view(DType.F64, data, 0, shape, new long[] {Long.MAX_VALUE, Long.MAX_VALUE}));
    assertThrows(
        IllegalArgumentException.class,
        () -> Tensor.view(DType.F32, data, 0, shape, new long[] {3, 1}));
  }

  @Test
  void iotaTakesNoMemory() {
    Tensor iota = Tensor.iota(1L << 40);
    assertEquals((1L << 40) - 1, iota.getLong((1L << 40) - 1));
    Tensor back = iota.slice(new long[] {9}, new long[] {4}, new long[] {-3});
    assertArrayEquals(new long[] {9, 6, 3, 0}, back.toLongArray());
    assertEquals(-1, iota.window(0, 5));
    assertThrows(IllegalArgumentException.class, () -> iota.write(0, 1, new long[1], 0));
  }

  @Test
  void elementsReadAsWiderTypes() {
    assertEquals(255, Tensor.of(new byte[] {-1}).getLong(0));
    assertEquals(255, Tensor.of(new byte[] {-1}).item());
    assertEquals(1.0, Tensor.scalar(true).getDouble());
    assertArrayEquals(new long[] {1, 0}, Tensor.of(new boolean[] {true, false}).toLongArray());
    assertArrayEquals(new double[] {0.1f}, Tensor.of(new float[] {0.1f}).toDoubleArray());
    assertThrows(IllegalStateException.class, () -> Tensor.scalar(1.5).getLong());
    assertThrows(IllegalStateException.class, () -> Tensor.scalar(1.5).toLongArray());
    assertThrows(IllegalStateException.class, () -> Tensor.scalar(1).getBoolean());
    assertThrows(IllegalStateException.class, () -> Tensor.scalar(1.5).toFloatArray());
    assertThrows(IllegalStateException.class, () -> GRID.item());
    assertThrows(IndexOutOfBoundsException.class, () -> GRID.getDouble(0, 3));
    assertThrows(IllegalArgumentException.class, () -> GRID.getDouble(0));
  }

  @Test
  void equalityIsIdentityAndContentEqualsComparesElements() {
    Tensor same = Tensor.of(new double[] {0, 1, 2, 3, 4, 5}, 2, 3);
    assertNotEquals(GRID, same);
    assertTrue(GRID.contentEquals(same));
    assertTrue(GRID.contentEquals(GRID.transpose().copy().transpose()));
    assertFalse(GRID.contentEquals(GRID.reshape(3, 2)));
    assertTrue(Tensor.scalar(Double.NaN).contentEquals(Tensor.scalar(0.0 / 0.0)));
    assertFalse(Tensor.scalar(0.0).contentEquals(Tensor.scalar(-0.0)));
    assertFalse(Tensor.scalar(0).contentEquals(Tensor.scalar(0L)));
    long[] many = new long[5000];
    many[4999] = 1;
    assertFalse(Tensor.of(new long[5000]).contentEquals(Tensor.of(many)));
  }

  @Test
  void copyToReadsBeforeItWrites() {
    Tensor line = Tensor.of(new int[] {1, 2, 3, 4});
    Tensor tail = line.slice(new long[] {1}, new long[] {3}, new long[] {1});
    Tensor head = line.slice(new long[] {0}, new long[] {3}, new long[] {1});
    head.copyTo(tail);
    assertArrayEquals(new int[] {1, 1, 2, 3}, line.toIntArray());
    line.copyTo(line.slice(new long[] {3}, new long[] {4}, new long[] {-1}));
    assertArrayEquals(new int[] {3, 2, 1, 1}, line.toIntArray());
    assertThrows(IllegalArgumentException.class, () -> head.copyTo(line));
    assertThrows(
        IllegalArgumentException.class, () -> line.copyTo(Tensor.scalar(1).broadcastTo(4)));
    assertThrows(IllegalArgumentException.class, () -> line.copyTo(Tensor.zeros(DType.I64, 4)));
  }

  @Test
  void nestedArraysGiveTensorsAndBack() {
    double[][][] cube = {{{1, 2}, {3, 4}, {5, 6}}, {{7, 8}, {9, 10}, {11, 12}}};
    Tensor tensor = Tensor.from(cube);
    assertArrayEquals(new long[] {2, 3, 2}, tensor.shape());
    assertArrayEquals(cube, (double[][][]) tensor.toArray());
    assertEquals(10, tensor.getDouble(1, 1, 1));
    assertArrayEquals(new long[] {2, 0}, Tensor.from(new boolean[2][0]).shape());
    assertArrayEquals(new long[] {0, 0}, Tensor.from(new boolean[0][]).shape());
    assertArrayEquals(new long[] {0, 0, 0}, Tensor.from(new int[0][][]).shape());
    assertArrayEquals(new int[0][3], (int[][]) Tensor.zeros(DType.I32, 0, 3).toArray());
    assertEquals(3, Tensor.from(3).item());
    assertSame(DType.U8, Tensor.from((byte) 3).dtype());
    assertSame(DType.F32, Tensor.from(1f).dtype());
    assertSame(tensor, Tensor.from(tensor));
  }

  @Test
  void raggedArraysNameTheRow() {
    assertEquals(
        "ragged array: the row at [1] is double[] of length 1, where the first one has length 2",
        assertThrows(
                IllegalArgumentException.class, () -> Tensor.from(new double[][] {{1, 2}, {3}}))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> Tensor.from(new double[][] {{1, 2}, null}));
    assertThrows(IllegalArgumentException.class, () -> Tensor.from(new double[][] {null}));
    assertThrows(
        IllegalArgumentException.class,
        () -> Tensor.from(new Object[] {new int[1], new double[1]}));
    assertThrows(IllegalArgumentException.class, () -> Tensor.from(new String[] {"a"}));
    assertThrows(IllegalArgumentException.class, () -> Tensor.from("a"));
    assertThrows(IllegalArgumentException.class, () -> Tensor.from(null));
    assertThrows(
        IllegalArgumentException.class, () -> Tensor.from(new int[][][] {{{1}, {2}}, {{1}}}));
  }
}
