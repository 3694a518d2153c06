// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.kernel.KernelText;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.op.Routine;
import dev.weft.compiler.target.CodeTarget;
import dev.weft.compiler.target.Limits;
import dev.weft.compiler.target.Lowering;
import dev.weft.compiler.target.Lowering.Expansion;
import dev.weft.compiler.target.Lowering.Native;
import dev.weft.compiler.target.Lowering.Unsupported;
import dev.weft.compiler.target.Obstacles;
import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Span;
import dev.weft.diagnostic.WeftException;
import dev.weft.program.KernelCode;
import dev.weft.program.Program;
import dev.weft.program.Step;
import dev.weft.runtime.Device.Refusal;
import dev.weft.runtime.RuntimeCodes;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What TornadoVM's compiler makes of primitives, as found by running kernels with its version 5.2
 * on OpenCL. It holds where relaxed arithmetic is off: native functions, contraction to fused
 * multiply-add and the fast-math flags of the OpenCL compiler.
 *
 * <p>A primitive has one result to the bit. What a device computes in another way is an expansion,
 * or is not supported; nothing is merely close.
 */
final class TornadoTarget implements CodeTarget {
  /** A task has 15 arguments, one of which is its context. */
  static final int MOST_ARRAYS = 14;

  private static final Unsupported UNTRIED =
      new Unsupported("small integers but u8 were not tried on devices yet");

  private static final Limits LIMITS = new Limits(1000, 4000, 256);

  private final String name;

  /**
   * @param name of the device
   */
  TornadoTarget(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  /** Arrays are what is scarce, see {@link #MOST_ARRAYS}: views of one are one argument. */
  @Override
  public Limits limits() {
    return LIMITS;
  }

  /** True if there are tensors of a dtype there. */
  static boolean holds(DType dtype) {
    return dtype == DType.U8 || !dtype.isSmall();
  }

  @Override
  public Lowering storage(DType dtype) {
    return switch (dtype) {
      case F64 -> new Native("DoubleArray");
      case F32 -> new Native("FloatArray");
      case I64 -> new Native("LongArray");
      case I32 -> new Native("IntArray");
      case BOOL -> new Expansion("a ByteArray of 0 and 1");
      case I8, I16, U16 -> UNTRIED;
      case U8 -> new Expansion("a ByteArray, its elements masked with 255 when loaded");
      case C64, C128 -> new Expansion("two arrays of parts: complex numbers are split before");
    };
  }

  @Override
  public Lowering lowering(Prim prim, DType dtype) {
    if (!holds(dtype)) {
      return UNTRIED;
    }
    boolean real = dtype.isFloat();
    return switch (prim) {
      case SUB, NEG, SHL, SHR, EQ, NE, LT, LE, GT, GE, SELECT, AND, OR, XOR ->
          new Native("the instruction of the JVM");
      case USHR -> new Expansion("a shift of signed numbers, masked: it is one there");
      case MUL ->
          real
              ? new Native("the instruction of the JVM")
              : new Expansion("products of parts, which do not overflow: that is left open there");
      case ADD ->
          real
              ? new Expansion("x - -y * z of a sum with a product, which is not contracted")
              : new Native("the instruction of the JVM");
      case DIV -> rounded(dtype, "division");
      case SQRT -> dtype == DType.F64 ? new Native("Math.sqrt") : rounded(dtype, "the root");
      case ABS ->
          real
              ? new Native("Math.abs")
              : new Expansion("select on the sign: Math.abs of integers is not compiled");
      case MIN, MAX -> new Expansion("compare and select: the device's own passes over NaN");
      case FLOOR, CEIL, TRUNC -> new Expansion("a cast to i64 and back, the sign of zero kept");
      case RINT -> new Expansion("2^52 (f32: 2^23) added and taken off below it, the sign kept");
      case NOT -> new Expansion("exclusive or with -1, for bools with 1");
      case CONVERT ->
          real
              ? new Expansion("ranges and NaN are tested first: the device's casts leave them open")
              : new Native("the instruction of the JVM");
      case FMA -> new Native("the device's fma, which x * y + z is contracted to");
      case BITCAST -> new Expansion("a store to memory and a load of the other type");
    };
  }

  @Override
  public Lowering lowering(Routine routine) {
    Class<?>[] parameters =
        routine.parameters().stream().map(TornadoTarget::type).toArray(Class<?>[]::new);
    try {
      TaskMath.class.getMethod(routine.name(), parameters);
      return new Expansion("straight Java that is inlined");
    } catch (NoSuchMethodException _) {
      return new Unsupported("it is not written for devices yet");
    }
  }

  private static Class<?> type(DType dtype) {
    return switch (dtype) {
      case F64, C128 -> double.class;
      case F32, C64 -> float.class;
      case I64 -> long.class;
      case I32, I16, I8, U16, U8, BOOL -> int.class;
    };
  }

  /**
   * Demands that all kernels of a program can run there.
   *
   * @throws WeftException that says for each place of the text what cannot, and why
   */
  void require(Program program) {
    List<Diagnostic> found = refusals(program).stream().map(Refusal::why).toList();
    if (!found.isEmpty()) {
      throw new WeftException(new Source(program.sourceName(), program.source()), found);
    }
  }

  /** What of a program cannot run there. */
  List<Refusal> refusals(Program program) {
    List<Refusal> found = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    Map<Integer, Integer> sources = new HashMap<>();
    for (Step step : Step.nested(program.steps()).toList()) {
      if (step instanceof Step.View view) {
        sources.put(view.slot(), root(sources, view.source()));
      } else if (step instanceof Step.Launch launch && seen.add(launch.kernel())) {
        obstacles(program, launch, sources)
            .ifPresent(why -> found.add(new Refusal(launch.kernel(), why)));
      }
    }
    List<String> held = found.isEmpty() ? obstacles(program) : List.of();
    if (!held.isEmpty()) {
      found.add(new Refusal(Refusal.PROGRAM, error(held)));
    }
    return found;
  }

  private Optional<Diagnostic> obstacles(
      Program program, Step.Launch launch, Map<Integer, Integer> sources) {
    KernelCode code = program.kernels().get(launch.kernel());
    List<String> obstacles = Obstacles.of(this, KernelText.parse(code.text()));
    long arrays = launch.operands().stream().map(slot -> root(sources, slot)).distinct().count();
    if (arrays > MOST_ARRAYS) {
      obstacles.add(arrays + " arrays where " + name + " takes " + MOST_ARRAYS);
    }
    if (obstacles.isEmpty()) {
      return Optional.empty();
    }
    Diagnostic error = error(obstacles);
    boolean placed = launch.end() > launch.start();
    return Optional.of(placed ? error.at(new Span(launch.start(), launch.end())) : error);
  }

  private Diagnostic error(List<String> obstacles) {
    Diagnostic error =
        Diagnostic.error(RuntimeCodes.NOT_ON_DEVICE, "this cannot run on device '" + name + "'");
    for (String obstacle : obstacles) {
      error = error.because(obstacle);
    }
    return error;
  }

  /** Tensors that no kernel takes may have to be copied there. */
  private List<String> obstacles(Program program) {
    Stream<DType> inputs = program.inputs().stream().map(Program.Input::dtype);
    Stream<DType> constants = program.constants().stream().map(Program.Constant::dtype);
    List<String> found = new ArrayList<>();
    for (DType dtype : Stream.concat(inputs, constants).distinct().toList()) {
      if (storage(dtype) instanceof Unsupported(String reason)) {
        found.add(dtype + " tensors: " + reason);
      }
    }
    return found;
  }

  /** The slot whose memory a slot is a view of. */
  private static int root(Map<Integer, Integer> sources, int slot) {
    return sources.getOrDefault(slot, slot);
  }

  /** OpenCL rounds these correctly in f64 only; from there to f32 a second rounding is harmless. */
  private static Lowering rounded(DType dtype, String what) {
    return dtype == DType.F64
        ? new Native("the instruction of the JVM")
        : new Expansion(what + " in f64, then rounded to f32");
  }
}
