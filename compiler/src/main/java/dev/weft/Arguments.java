// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import dev.weft.compiler.elaborate.Signature;
import dev.weft.compiler.elaborate.Signature.Argument;
import dev.weft.compiler.elaborate.Signature.Size;
import dev.weft.compiler.elaborate.Template;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a call, in the order of the text's inputs. Holds arrays that are used again from
 * call to call, so that a call with tensors makes no garbage.
 */
final class Arguments {
  private final List<Template.Input> inputs;

  /** Null where the call gives no value. */
  final Tensor[] tensors;

  /** True for a Java scalar, which is weak like a literal: its Java type decides no dtype. */
  final boolean[] weak;

  /** True where it matters which axes have size 1. */
  private final boolean ones;

  Arguments(Template template) {
    this.inputs = template.inputs();
    this.ones = template.asksForOnes();
    this.tensors = new Tensor[inputs.size()];
    this.weak = new boolean[inputs.size()];
  }

  /**
   * Takes a value.
   *
   * @throws IllegalArgumentException for a value that is no number, array or tensor
   */
  void set(int input, Object value) {
    weak[input] = value instanceof Number;
    tensors[input] = value instanceof Tensor tensor ? tensor : tensor(input, value);
  }

  /** Forgets all values. */
  void clear() {
    Arrays.fill(tensors, null);
  }

  /** What a compile depends on. */
  Signature signature() {
    Map<String, Argument> types = new LinkedHashMap<>();
    for (int i = 0; i < tensors.length; i++) {
      Tensor tensor = tensors[i];
      if (tensor != null) {
        Argument type = weak[i] ? Argument.weak(tensor.dtype()) : Argument.of(tensor, ones);
        types.put(inputs.get(i).name(), type);
      }
    }
    return new Signature(types);
  }

  /** True where an input is what a program was compiled for. */
  boolean fits(int input, Argument type) {
    Tensor tensor = tensors[input];
    if (tensor == null || type == null) {
      return tensor == null && type == null;
    }
    if (tensor.dtype() != type.dtype()
        || tensor.rank() != type.rank()
        || weak[input] != type.weak()) {
      return false;
    }
    for (int axis = 0; ones && axis < tensor.rank(); axis++) {
      if (type.axes().get(axis) instanceof Size.Fixed != (tensor.dim(axis) == 1)) {
        return false;
      }
    }
    return true;
  }

  private Tensor tensor(int input, Object value) {
    return switch (value) {
      case null ->
          throw new IllegalArgumentException("input '" + inputs.get(input).name() + "' is null");
      case Double number -> Tensor.scalar(number.doubleValue());
      case Float number -> Tensor.scalar(number.doubleValue());
      case Long number -> Tensor.scalar(number.longValue());
      case Integer number -> Tensor.scalar(number.longValue());
      case Short number -> Tensor.scalar(number.longValue());
      case Byte number -> Tensor.scalar(number.longValue());
      case Boolean flag -> Tensor.scalar(flag.booleanValue());
      default -> array(input, value);
    };
  }

  private Tensor array(int input, Object value) {
    try {
      return Tensor.from(value);
    } catch (IllegalArgumentException e) {
      String name = inputs.get(input).name();
      throw new IllegalArgumentException("input '" + name + "': " + e.getMessage(), e);
    }
  }
}
