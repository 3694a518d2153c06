// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.plan;

import dev.weft.compiler.op.Literal;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.compiler.type.TensorType;
import dev.weft.program.Dim;
import dev.weft.program.Program;
import java.util.ArrayList;
import java.util.List;

/** Numbers slots and storage, and keeps the program's constants. */
final class Slots {
  private final List<Program.Constant> constants = new ArrayList<>();
  private int slots;
  private int storages;

  Slots(int inputs) {
    slots = inputs;
  }

  int next() {
    return slots++;
  }

  int nextStorage() {
    return storages++;
  }

  List<Program.Constant> constants() {
    return constants;
  }

  int constant(TensorType type, List<Literal> values) {
    int slot = next();
    List<Long> shape = type.shape().stream().map(Dim::constant).toList();
    constants.add(new Program.Constant(slot, type.dtype(), shape, data(type, values)));
    return slot;
  }

  private static Object data(TensorType type, List<Literal> values) {
    return switch (type.dtype()) {
      case F64 -> values.stream().mapToDouble(Literal::asDouble).toArray();
      case I64 -> values.stream().mapToLong(Literal::asLong).toArray();
      case I32 -> values.stream().mapToInt(v -> (int) v.asLong()).toArray();
      case F32 -> floats(values);
      case BOOL -> bools(values);
      case U8, I8 -> bytes(values);
      case I16 -> shorts(values);
      case U16 -> chars(values);
      case C64, C128 -> throw CompilerBug.complex("plan");
    };
  }

  private static float[] floats(List<Literal> values) {
    float[] data = new float[values.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) values.get(i).asDouble();
    }
    return data;
  }

  private static boolean[] bools(List<Literal> values) {
    boolean[] data = new boolean[values.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = values.get(i).asBoolean();
    }
    return data;
  }

  private static short[] shorts(List<Literal> values) {
    short[] data = new short[values.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (short) values.get(i).asLong();
    }
    return data;
  }

  private static char[] chars(List<Literal> values) {
    char[] data = new char[values.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (char) values.get(i).asLong();
    }
    return data;
  }

  private static byte[] bytes(List<Literal> values) {
    byte[] data = new byte[values.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) values.get(i).asLong();
    }
    return data;
  }
}
