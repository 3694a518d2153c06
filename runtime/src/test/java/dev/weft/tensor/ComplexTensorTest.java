// SPDX-License-Identifier: Apache-2.0
package dev.weft.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.io.Json;
import dev.weft.io.Npy;
import dev.weft.io.TensorJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ComplexTensorTest {
  private final Tensor z =
      Complex.tensor(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 2, 3);

  @Test
  void hasHalfAsManyElementsAsItsArray() {
    assertEquals("c128[2, 3]", z.signature());
    assertEquals(6, z.size());
    assertTrue(z.isWhole());
    assertEquals("c64[1]", Complex.tensor(new float[2], 1).signature());
    assertThrows(IllegalArgumentException.class, () -> Complex.tensor(new double[5], 2));
    assertThrows(IllegalArgumentException.class, () -> Tensor.dense(DType.C128, new float[4], 2));
  }

  @Test
  void partsAreViews() {
    assertEquals("f64[2, 3, 2]", z.parts().signature());
    assertSame(z.storage(), z.parts().storage());
    assertArrayEquals(new double[] {1, 3, 5, 7, 9, 11}, z.real().toDoubleArray());
    assertArrayEquals(new double[] {2, 4, 6, 8, 10, 12}, z.imag().toDoubleArray());
    assertSame(z.storage(), Complex.tensor(z.parts()).storage());
    assertTrue(z.contentEquals(Complex.tensor(z.parts())));
  }

  @Test
  void partsApartAreJoinedByACopy() {
    Tensor rows = Tensor.of(new double[] {1, 2, 3, 10, 20, 30}, 2, 3);
    Tensor joined = Complex.tensor(rows.transpose());
    assertEquals("[1.+10.j 2.+20.j 3.+30.j]", joined.toString());
    Tensor odd = Tensor.view(DType.F64, new double[5], 1, new long[] {2, 2}, new long[] {2, 1});
    assertFalse(Complex.tensor(odd).storage() == odd.storage());
    assertThrows(IllegalArgumentException.class, () -> Complex.tensor(rows));
  }

  @Test
  void viewsMoveWholeNumbers() {
    assertEquals(new Complex(9, 10), z.transpose().getComplex(1, 1));
    Tensor back = z.slice(new long[] {1, 2}, new long[] {2, 2}, new long[] {-1, -2});
    assertEquals("[[11.+12.j  7. +8.j]\n [ 5. +6.j  1. +2.j]]", back.toString());
    assertArrayEquals(new double[] {11, 12, 7, 8, 5, 6, 1, 2}, back.toDoubleArray());
    assertEquals("c128[3, 2]", z.transpose().reshape(3, 2).signature());
    assertTrue(z.transpose().copy().contentEquals(z.transpose()));
  }

  @Test
  void elementsGoInAndOut() {
    Tensor into = Tensor.zeros(DType.C128, 3, 2).transpose();
    z.copyTo(into);
    assertTrue(into.contentEquals(z));
    double[] some = new double[4];
    into.read(4, 2, some, 0);
    assertArrayEquals(new double[] {9, 10, 11, 12}, some);
    into.write(0, 1, new double[] {-1, -2}, 0);
    assertEquals(new Complex(-1, -2), into.getComplex(0, 0));
    assertThrows(IllegalStateException.class, () -> z.getDouble(0, 0));
  }

  @Test
  void scalarsAreNumbers() {
    Tensor scalar = Tensor.scalar(new Complex(1.5, -2));
    assertEquals(new Complex(1.5, -2), scalar.item());
    assertEquals("(1.5-2j)", scalar.toString());
    assertTrue(scalar.contentEquals(Tensor.from(new Complex(1.5, -2))));
    assertArrayEquals(
        new double[][] {{1, 2}}, (double[][]) Complex.tensor(new double[] {1, 2}, 1).toArray());
  }

  @Test
  void filesKeepEveryBit() throws IOException {
    for (Tensor tensor : new Tensor[] {z, z.transpose(), single()}) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Npy.write(out, tensor);
      Tensor read = Npy.read(new ByteArrayInputStream(out.toByteArray()), "test");
      assertTrue(read.contentEquals(tensor), tensor::toString);
      Tensor again = TensorJson.read(Json.parse(TensorJson.write(tensor)));
      assertTrue(again.contentEquals(tensor), tensor::toString);
    }
  }

  private static Tensor single() {
    return Complex.tensor(new float[] {0.1f, -0f, Float.NaN, Float.NEGATIVE_INFINITY}, 2, 1);
  }

  @Test
  void jsonIsPairs() {
    assertEquals(
        "{\"dtype\": \"c64\", \"shape\": [1], \"data\": [[1.5, \"-0.0\"]]}",
        TensorJson.write(Complex.tensor(new float[] {1.5f, -0f}, 1)));
    String broken = "{\"dtype\": \"c128\", \"shape\": [1], \"data\": [[1]]}";
    assertThrows(IllegalArgumentException.class, () -> TensorJson.read(Json.parse(broken)));
  }

  @Test
  void anEmptyTensorHasEmptyParts() {
    Tensor none = Tensor.zeros(DType.C128, 2, 0);
    assertArrayEquals(new long[] {2, 0}, none.imag().shape());
    assertArrayEquals(new long[] {2, 0}, none.real().shape());
  }
}
