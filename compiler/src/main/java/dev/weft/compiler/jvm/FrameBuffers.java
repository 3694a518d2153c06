// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.program.KernelCode.Domain;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Reads from the frame, at the beginning of a method, where the operands of its body lie. */
final class FrameBuffers implements Opcodes {
  private static final String STRING = "java/lang/String";

  private final Code code;
  private final Local frame;
  private final Map<String, Integer> indices;
  private Local origin;
  private Local table;
  private List<String> order = List.of();

  /**
   * @param indices of parameters among the kernel's, of scratch arrays among the frame's
   */
  FrameBuffers(Code code, Local frame, Map<String, Integer> indices) {
    this.code = code;
    this.frame = frame;
    this.indices = indices;
  }

  /**
   * From here on buffers are for a loop in lanes. Scratch arrays begin at {@code origin}, which is
   * 0 though the JVM does not know: in a long vector loop, an index that is the loop variable
   * itself beside others that have a base makes HotSpot (25) give the compilation up ("too many
   * clones required in partial peeling"). And the JVM is shown that no base is negative, see {@link
   * #natural}.
   */
  void forLanes(Local origin) {
    this.origin = origin;
  }

  /**
   * Shows HotSpot that the number on the stack, which is none, is not negative. Of a sum of two
   * such numbers it knows that it does not overflow where it is an index; so it adds the base to
   * the address of the array once before the loop, not in each round.
   */
  static void natural(Code code) {
    code.constant(Integer.MAX_VALUE);
    code.op(IAND);
  }

  /** A local that is 0, computed from one that is not negative. */
  static Local zero(Code code, Local natural) {
    Local zero = code.local("origin", Type.INT_TYPE);
    code.load(natural);
    code.constant(Integer.SIZE - 1);
    code.op(ISHR);
    code.store(zero);
    return zero;
  }

  /**
   * From here on the operands in {@code order} are those whose indices are the characters of a
   * string, given with each call: methods that differ in their operands only are one method.
   */
  void indirect(Local table, List<String> order) {
    this.table = table;
    this.order = order;
  }

  /** The string for a call with these operands. */
  static String table(Map<String, Integer> indices, List<String> order) {
    StringBuilder table = new StringBuilder();
    order.forEach(name -> table.append((char) (int) indices.get(name)));
    return table.toString();
  }

  /** Brings every buffer that a block uses into locals, unless it is there already. */
  void bind(BodyEmitter body, KernelClass in, List<Stmt> block) {
    for (String name : Uses.buffers(block)) {
      if (!body.buffers().containsKey(name)) {
        DType scratch = in.form().scratch().get(name);
        Buffer buffer =
            scratch != null
                ? new Buffer.Window(scratch, array("scratch", name, scratch), origin)
                : parameter(in.param(name), in.form().domains().get(name));
        body.buffers().put(name, buffer);
      }
    }
  }

  /** Brings a parameter into locals. */
  Buffer parameter(Kernel.Param param, Domain domain) {
    Local array = array("arrays", param.name(), param.dtype());
    Local base = base(param.name());
    return switch (domain) {
      case KEPT, FULL -> new Buffer.Window(param.dtype(), array, base);
      case SCALAR -> new Buffer.Whole(param.dtype(), array, base, List.of(), List.of());
      case WHOLE -> {
        List<Local> shape = sizes("shapes", param);
        yield new Buffer.Whole(param.dtype(), array, base, shape, sizes("strides", param));
      }
    };
  }

  private void index(String name) {
    int at = order.indexOf(name);
    if (at < 0) {
      code.constant(indices.get(name));
    } else {
      code.load(table);
      code.constant(at);
      code.invokeVirtual(STRING, "charAt", "(I)C");
    }
  }

  private Local base(String name) {
    Local base = code.local("base" + indices.get(name), Type.INT_TYPE);
    code.load(frame);
    code.getField(Types.FRAME, "bases", "[I");
    index(name);
    code.op(IALOAD);
    if (origin != null) {
      natural(code);
    }
    code.store(base);
    return base;
  }

  private Local array(String field, String name, DType dtype) {
    String prefix = field.equals("arrays") ? "p" : field;
    return array(code, frame, field, prefix + indices.get(name), () -> index(name), dtype);
  }

  /** Reads an array that the frame holds in a field. */
  static Local array(Code code, Local frame, String field, int index, DType dtype) {
    return array(code, frame, field, field + index, () -> code.constant(index), dtype);
  }

  private static Local array(
      Code code, Local frame, String field, String name, Runnable index, DType dtype) {
    Local array = code.local(name, Types.array(dtype));
    code.load(frame);
    code.getField(Types.FRAME, field, "[Ljava/lang/Object;");
    index.run();
    code.op(AALOAD);
    code.cast(Types.array(dtype).getInternalName());
    code.store(array);
    return array;
  }

  private List<Local> sizes(String field, Kernel.Param param) {
    List<Local> locals = new ArrayList<>();
    for (int axis = 0; axis < param.rank(); axis++) {
      String name = field + indices.get(param.name()) + "_" + axis;
      Local local = code.local(name, Type.LONG_TYPE);
      code.load(frame);
      code.getField(Types.FRAME, field, "[[J");
      index(param.name());
      code.op(AALOAD);
      code.constant(axis);
      code.op(LALOAD);
      code.store(local);
      locals.add(local);
    }
    return locals;
  }
}
