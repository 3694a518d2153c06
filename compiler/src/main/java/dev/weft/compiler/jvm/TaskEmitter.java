// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.jvm.TaskCode.Argument;
import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Kernels to tasks of a GPU: the scalar body of the CPU in a static method, with threads where the
 * loops over groups and threads were, and sizes and places as constants.
 */
public final class TaskEmitter implements Opcodes {
  private static final int NAME_BYTES = 8;

  private final TaskApi api;
  private final Kernel kernel;
  private final List<TaskOperand> operands;
  private final long[] extents;
  private final Map<Argument, Local> arguments = new LinkedHashMap<>();

  private TaskEmitter(TaskApi api, Kernel kernel, List<TaskOperand> operands, long[] extents) {
    this.api = api;
    this.kernel = kernel;
    this.operands = operands;
    this.extents = extents;
  }

  /**
   * Emits a kernel.
   *
   * @param kernel in the form of a GPU
   * @param operands per parameter where it lies
   * @param extents of the domain's axes, kept ones first
   */
  public static TaskCode emit(
      TaskApi api, Kernel kernel, List<TaskOperand> operands, long[] extents) {
    return new TaskEmitter(api, kernel, operands, extents).emit();
  }

  private TaskCode emit() {
    for (Argument argument : arguments()) {
      arguments.put(argument, null);
    }
    String hash = digest(identity());
    String name = KernelEmitter.internal(KernelEmitter.PACKAGE + "t_" + hash);
    String method = "k_" + hash;
    ClassBuilder builder = new ClassBuilder(V21, name, kernel.name() + ".kernel");
    String descriptor = descriptor();
    Code code = builder.staticMethod(method, descriptor);
    method(code);
    return new TaskCode(
        name.replace('/', '.'),
        method,
        descriptor,
        builder.finish(),
        List.copyOf(arguments.keySet()));
  }

  /** Tells tasks of all programs apart, since a device keeps them in one place. */
  private static String digest(String text) {
    try {
      byte[] bytes =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes, 0, NAME_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new CompilerBug("task", e);
    }
  }

  /** All that decides on the code. */
  private String identity() {
    StringBuilder identity = new StringBuilder(KernelText.print(kernel));
    for (TaskOperand operand : operands) {
      switch (operand) {
        case TaskOperand.Elements(int array, long base, long[] shape, long[] strides) ->
            identity.append("in ").append(array).append(place(base, shape, strides));
        case TaskOperand.Counted(long base, long[] shape, long[] strides) ->
            identity.append("counted").append(place(base, shape, strides));
        case TaskOperand.Number(int place) -> identity.append("number ").append(place);
        case TaskOperand.Nothing() -> identity.append("nothing");
      }
      identity.append('\n');
    }
    return identity.append(Arrays.toString(extents)).append(api).toString();
  }

  private static String place(long base, long[] shape, long[] strides) {
    return " " + base + Arrays.toString(shape) + Arrays.toString(strides);
  }

  private List<Argument> arguments() {
    List<Argument> found = new ArrayList<>();
    Map<Integer, Integer> places = new LinkedHashMap<>();
    for (int p = 0; p < operands.size(); p++) {
      Kernel.Param param = kernel.params().get(p);
      boolean written = param.mode().isWritten();
      switch (operands.get(p)) {
        case TaskOperand.Elements elements -> {
          Integer known = places.putIfAbsent(elements.array(), found.size());
          if (known == null) {
            found.add(new TaskCode.Memory(elements.array(), param.dtype(), written));
          } else if (written) {
            found.set(known, new TaskCode.Memory(elements.array(), param.dtype(), true));
          }
        }
        case TaskOperand.Number _ -> {
          Argument numbers = new TaskCode.Numbers(param.dtype());
          if (!found.contains(numbers)) {
            found.add(numbers);
          }
        }
        case TaskOperand.Counted _, TaskOperand.Nothing _ -> {}
      }
    }
    throughMemory().forEach(dtype -> found.add(new TaskCode.Scratch(dtype)));
    if (checks()) {
      found.add(new TaskCode.Failure(DType.I32));
    }
    return found;
  }

  /** The dtypes of values that go through memory, see {@link TaskLanes}. */
  private List<DType> throughMemory() {
    Set<DType> found = EnumSet.noneOf(DType.class);
    Set<String> misread = misread();
    Uses.statements(
        kernel.body(),
        stmt -> {
          if (stmt instanceof Stmt.Let(_, DType dtype, Operation.Apply(Prim prim, var x))) {
            boolean bits = prim == Prim.BITCAST && x.getFirst().dtype() != dtype;
            boolean summand =
                prim == Prim.FMA
                    && x.getLast() instanceof Atom.Ref(String name, _)
                    && misread.contains(name);
            if (bits || summand) {
              found.add(dtype);
            }
          }
        });
    return List.copyOf(found);
  }

  /**
   * Values that TornadoVM looks through where they are added to a product: of two products the
   * wrong one could be contracted, and the opposite of a value is subtracted instead.
   */
  private Set<String> misread() {
    Set<String> found = new HashSet<>();
    Uses.statements(
        kernel.body(),
        stmt -> {
          if (stmt instanceof Stmt.Let(String name, _, Operation.Apply(Prim prim, _))
              && (prim == Prim.MUL || prim == Prim.NEG)) {
            found.add(name);
          }
        });
    return found;
  }

  private boolean checks() {
    boolean[] found = {false};
    Uses.statements(
        kernel.body(), s -> found[0] |= s instanceof Stmt.Check || s instanceof Stmt.While);
    return found[0];
  }

  /** A fold begins with values that may be infinite. */
  private boolean reduces() {
    boolean[] found = {false};
    Uses.statements(kernel.body(), stmt -> found[0] |= stmt instanceof Stmt.Fold);
    return found[0];
  }

  private String descriptor() {
    StringBuilder descriptor = new StringBuilder("(L").append(api.context()).append(';');
    arguments.keySet().forEach(a -> descriptor.append(type(a).getDescriptor()));
    return descriptor.append(")V").toString();
  }

  private Type type(Argument argument) {
    return Type.getObjectType(api.array(argument.dtype()));
  }

  private void method(Code code) {
    Local context = code.parameter("c", Type.getObjectType(api.context()));
    for (Argument argument : List.copyOf(arguments.keySet())) {
      String name = "p" + arguments.values().stream().filter(l -> l != null).count();
      arguments.put(argument, code.parameter(name, type(argument)));
    }
    TaskMachine machine =
        new TaskMachine(api, context, arguments.get(new TaskCode.Failure(DType.I32)));
    Scope scope = new Scope(code);
    Local thread = thread(code, machine);
    BodyEmitter body =
        new BodyEmitter(
            code,
            scope,
            new TaskLanes(
                code,
                new ScalarLanes(code, scope),
                machine,
                misread(),
                new Ranges(kernel.body(), this::value),
                scratch(),
                thread),
            machine,
            new Lines(kernel));
    for (int p = 0; p < operands.size(); p++) {
      Kernel.Param param = kernel.params().get(p);
      body.buffers().put(param.name(), buffer(param, operands.get(p)));
    }
    body.at(new Position.Alone(kernel.keptRank(), null));
    specials(code, machine);
    bindExtents(code, scope);
    body.block(kernel.body());
    code.op(RETURN);
    code.end();
  }

  private Map<DType, Local> scratch() {
    Map<DType, Local> scratch = new EnumMap<>(DType.class);
    arguments.forEach(
        (argument, local) -> {
          if (argument instanceof TaskCode.Scratch(DType dtype)) {
            scratch.put(dtype, local);
          }
        });
    return scratch;
  }

  /** The number of the thread, where it is needed. */
  private Local thread(Code code, TaskMachine machine) {
    if (scratch().isEmpty()) {
      return null;
    }
    Local thread = code.local("thread", Type.INT_TYPE);
    machine.thread(code);
    code.store(thread);
    return thread;
  }

  private Buffer buffer(Kernel.Param param, TaskOperand operand) {
    DType dtype = param.dtype();
    int kept = Math.min(param.rank(), kernel.keptRank());
    return switch (operand) {
      case TaskOperand.Elements(int array, long base, long[] shape, long[] strides) ->
          new Buffer.Placed(dtype, memory(array), kept, base, shape, strides);
      case TaskOperand.Nothing() -> new Buffer.Empty(dtype);
      case TaskOperand.Counted(long base, long[] shape, long[] strides) ->
          new Buffer.Placed(dtype, null, kept, base, shape, strides);
      case TaskOperand.Number(int place) -> {
        Local numbers = arguments.get(new TaskCode.Numbers(dtype));
        yield new Buffer.Placed(dtype, numbers, 0, place, new long[0], new long[0]);
      }
    };
  }

  private Local memory(int array) {
    return arguments.entrySet().stream()
        .filter(e -> e.getKey() instanceof TaskCode.Memory memory && memory.array() == array)
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  /** Computes what may not be written down, from a number that nobody knows beforehand. */
  private void specials(Code code, TaskMachine machine) {
    boolean used =
        Uses.atoms(kernel.body()).stream()
            .anyMatch(
                atom ->
                    atom instanceof Atom.Const(var value)
                        && value.dtype().isFloat()
                        && !Double.isFinite(value.asDouble()));
    if (!used && !reduces()) {
      return;
    }
    Local zero = code.local("zero", Type.DOUBLE_TYPE);
    machine.thread(code);
    code.op(I2D);
    code.op(DUP2);
    code.op(DSUB);
    code.store(zero);
    Local nan64 = code.local("nan64", Type.DOUBLE_TYPE);
    code.load(zero);
    code.load(zero);
    code.op(DDIV);
    code.store(nan64);
    Local nan32 = code.local("nan32", Type.FLOAT_TYPE);
    code.load(nan64);
    code.op(D2F);
    code.store(nan32);
    Local infinity64 = code.local("infinity64", Type.DOUBLE_TYPE);
    code.constant(Literal.of(1.0));
    code.load(zero);
    code.op(DDIV);
    code.store(infinity64);
    Local infinity32 = code.local("infinity32", Type.FLOAT_TYPE);
    code.load(infinity64);
    code.op(D2F);
    code.store(infinity32);
    code.specials(new Code.Specials(nan64, nan32, infinity64, infinity32));
  }

  private void bindExtents(Code code, Scope scope) {
    for (Atom atom : Uses.atoms(kernel.body())) {
      if (atom instanceof Atom.Extent extent && !scope.holds(Extents.name(extent))) {
        Local local = code.local(Extents.name(extent).substring(1), Type.LONG_TYPE);
        code.constant(value(extent));
        code.store(local);
        scope.bind(Extents.name(extent), local);
      }
    }
  }

  private long value(Atom.Extent extent) {
    int first = extent.reduced() ? kernel.keptRank() : 0;
    int rank = extent.reduced() ? kernel.reducedRank() : kernel.keptRank();
    if (extent.axis() != Atom.Extent.ALL) {
      return extents[first + extent.axis()];
    }
    return Arrays.stream(extents, first, first + rank).reduce(1, Math::multiplyExact);
  }
}
