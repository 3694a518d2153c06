// SPDX-License-Identifier: Apache-2.0
package dev.weft.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorJsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dtype\": \"f64\", \"shape\": [2, 3], \"data\": [\"NaN\", \"Infinity\", \"-Infinity\","
            + " \"-0.0\", 0.0, 5e-324]}",
        "{\"dtype\": \"f32\", \"shape\": [2], \"data\": [0.10000000149011612, \"-0.0\"]}",
        "{\"dtype\": \"i64\", \"shape\": [3], \"data\": [9007199254740992, \"9007199254740993\","
            + " \"-9223372036854775808\"]}",
        "{\"dtype\": \"i32\", \"shape\": [2, 1], \"data\": [-2147483648, 2147483647]}",
        "{\"dtype\": \"u8\", \"shape\": [2], \"data\": [0, 255]}",
        "{\"dtype\": \"bool\", \"shape\": [], \"data\": [true]}",
        "{\"dtype\": \"f64\", \"shape\": [0, 3], \"data\": []}"
      })
  void readsWhatItWrites(String text) {
    assertEquals(text, TensorJson.write(TensorJson.read(Json.parse(text))));
  }

  @Test
  void writesViewsInRowMajorOrder() {
    Tensor turned = Tensor.of(new int[] {1, 2, 3, 4}, 2, 2).transpose();
    assertEquals(
        "{\"dtype\": \"i32\", \"shape\": [2, 2], \"data\": [1, 3, 2, 4]}",
        TensorJson.write(turned));
    Tensor many = Tensor.scalar(1.5f).broadcastTo(100, 100);
    assertTrue(many.contentEquals(TensorJson.read(Json.parse(TensorJson.write(many)))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"shape\": [1], \"data\": [1]}",
        "{\"dtype\": \"f16\", \"shape\": [1], \"data\": [1]}",
        "{\"dtype\": \"f64\", \"data\": [1]}",
        "{\"dtype\": \"f64\", \"shape\": [2], \"data\": [1]}",
        "{\"dtype\": \"f64\", \"shape\": [-1], \"data\": [1]}",
        "{\"dtype\": \"f64\", \"shape\": [1.5], \"data\": [1]}",
        "{\"dtype\": \"f64\", \"shape\": [1], \"data\": [\"inf\"]}",
        "{\"dtype\": \"f64\", \"shape\": [1], \"data\": [1e999]}",
        "{\"dtype\": \"f64\", \"shape\": [1], \"data\": [null]}",
        "{\"dtype\": \"f64\", \"shape\": [1], \"data\": [[1]]}",
        "{\"dtype\": \"i32\", \"shape\": [1], \"data\": [2147483648]}",
        "{\"dtype\": \"i64\", \"shape\": [1], \"data\": [9223372036854775808]}",
        "{\"dtype\": \"i64\", \"shape\": [1], \"data\": [0.5]}",
        "{\"dtype\": \"i64\", \"shape\": [1], \"data\": [\"x\"]}",
        "{\"dtype\": \"u8\", \"shape\": [1], \"data\": [256]}",
        "{\"dtype\": \"bool\", \"shape\": [1], \"data\": [1]}",
        "{\"dtype\": \"f64\", \"shape\": [1], \"file\": \"x.npy\"}"
      })
  void refusesWhatIsNoTensor(String text) {
    Json value = Json.parse(text);
    assertThrows(IllegalArgumentException.class, () -> TensorJson.read(value));
  }

  @Test
  void errorsNameTheDatum() {
    Json value = Json.parse("{\"dtype\": \"u8\", \"shape\": [2], \"data\": [1, -1]}");
    assertEquals(
        "data[1] is the number -1, expected an integer from 0 to 255",
        assertThrows(IllegalArgumentException.class, () -> TensorJson.read(value)).getMessage());
  }

  @Test
  void readsFilesInsideTheFolderOnly(@TempDir Path folder) throws IOException {
    Tensor tensor = Tensor.of(new int[] {1, 2, 3, 4}, 2, 2);
    Npy.write(folder.resolve("x.npy"), tensor);
    String start = "{\"dtype\": \"i32\", \"shape\": [2, 2], \"file\": ";
    assertTrue(tensor.contentEquals(TensorJson.read(Json.parse(start + "\"x.npy\"}"), folder)));
    Json outside = Json.parse(start + "\"../x.npy\"}");
    assertThrows(
        IllegalArgumentException.class, () -> TensorJson.read(outside, folder.resolve("sub")));
    Json shape = Json.parse("{\"dtype\": \"i32\", \"shape\": [4], \"file\": \"x.npy\"}");
    assertThrows(IllegalArgumentException.class, () -> TensorJson.read(shape, folder));
    Json dtype = Json.parse("{\"dtype\": \"f64\", \"shape\": [2, 2], \"file\": \"x.npy\"}");
    assertThrows(IllegalArgumentException.class, () -> TensorJson.read(dtype, folder));
  }
}
