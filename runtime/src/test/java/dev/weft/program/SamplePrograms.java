// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import dev.weft.program.KernelCode.Domain;
import dev.weft.program.KernelCode.Launch;
import dev.weft.program.KernelCode.Parameter;
import dev.weft.tensor.DType;
import java.util.Arrays;
import java.util.List;

/** A program that has every kind of step, size, constant and guard. */
final class SamplePrograms {
  private SamplePrograms() {}

  private static final Dim N = Dim.symbol("n");
  private static final Dim K = Dim.symbol("λ");

  static Program everything() {
    return new Program(
        Program.ABI,
        "every \"thing\"",
        "<expr>",
        "a + b\n\t# 😀 \\ end",
        List.of(
            new Program.Input("a", DType.F64, 2, false),
            new Program.Input("k", DType.I32, 0, true)),
        List.of(new Program.SymbolSource.Axis("n", 0, 1), new Program.SymbolSource.Value("λ", 1)),
        List.of(
            new Program.Guard(
                Program.Relation.AT_LEAST,
                N.times(K),
                Dim.of(3).minus(N.floorDiv(Dim.of(2))),
                "E0203",
                "{left} is less than {right}",
                1,
                2,
                List.of(new Program.Label(0, 1, "{n - 1} rows"), new Program.Label(4, 4, "")),
                "give more")),
        constants(),
        steps(),
        List.of(new Program.Output("y", 16), new Program.Output("", 20)),
        List.of(kernel(), fold()));
  }

  private static List<Program.Constant> constants() {
    return List.of(
        constant(2, DType.F64, new double[] {1.5, Double.NaN, -0.0, -1e300}, 2, 2),
        constant(3, DType.F32, new float[] {0.1f, Float.NEGATIVE_INFINITY}, 2),
        constant(4, DType.I64, new long[] {Long.MIN_VALUE}),
        constant(5, DType.I32, new int[0], 0, 3),
        constant(6, DType.U8, new byte[] {-1, 7}, 2),
        constant(7, DType.BOOL, new boolean[] {true}));
  }

  private static Program.Constant constant(int slot, DType dtype, Object data, long... shape) {
    List<Long> extents = Arrays.stream(shape).boxed().toList();
    return new Program.Constant(slot, dtype, extents, data);
  }

  private static List<Step> steps() {
    return List.of(
        new Step.View(8, 0, new Movement.Permute(List.of(1, 0))),
        new Step.View(9, 8, new Movement.Reshape(List.of(N.times(N)))),
        new Step.View(10, 9, new Movement.Broadcast(List.of(K.max(Dim.ONE), N.broadcast(K)))),
        new Step.View(
            11,
            10,
            new Movement.Slice(
                List.of(Dim.ZERO, N.plus(-1)), List.of(Dim.ONE, N), List.of(1L, -2L))),
        new Step.Iota(12, N.min(K)),
        new Step.SizeOf(13, N.times(N).plus(7)),
        new Step.Alloc(14, DType.F64, List.of(N, N), 3),
        new Step.Launch(0, List.of(0, 0, 14), List.of(N, N), List.of(), 0, 5),
        new Step.Alloc(15, DType.F64, List.of(N), Step.Alloc.RESULT),
        new Step.Alloc(22, DType.F64, List.of(N, N), 5),
        new Step.Alloc(23, DType.I64, List.of(N, N), 6),
        new Step.Alloc(24, DType.I64, List.of(N, N), 7),
        new Step.Perform(new Procedure.Sort(), List.of(22), List.of(0), 0, 4),
        new Step.Perform(new Procedure.Argsort(), List.of(23), List.of(0), 0, 4),
        new Step.Perform(new Procedure.Search(true), List.of(24), List.of(2, 0), 0, 4),
        new Step.Perform(new Procedure.Search(false), List.of(24), List.of(2, 0), 0, 4),
        new Step.Perform(new Procedure.Segments(), List.of(22), List.of(0, 12), 0, 4),
        new Step.Perform(new Procedure.Last(), List.of(24), List.of(12), 0, 4),
        new Step.Perform(new Procedure.Select(), List.of(22), List.of(0, 12), 0, 4),
        new Step.Perform(new Procedure.Routine("a.\"b\""), List.of(22, 24), List.of(0), 0, 4),
        new Step.Launch(1, List.of(14, 12, 15), List.of(N), List.of(N), 2, 2),
        new Step.Repeat(
            17,
            Dim.of(-2),
            3,
            K,
            List.of(new Step.Swap(0, 16, 18)),
            List.of(
                new Step.Alloc(18, DType.F64, List.of(N, N), 4),
                new Step.Launch(0, List.of(16, 16, 18), List.of(N, N), List.of(), 0, 0),
                new Step.While(
                    List.of(new Step.View(21, 7, new Movement.Reshape(List.of()))),
                    21,
                    Dim.of(1000),
                    List.of(),
                    List.of(new Step.Copy(18, 16)),
                    3,
                    4))),
        new Step.Branch(
            7,
            List.of(new Step.Choice(20, 15, 19)),
            List.of(new Step.Assert(7, "never \"so\"", 1, 3)),
            List.of(new Step.Alloc(19, DType.F64, List.of(N), 9), new Step.Copy(19, 15))));
  }

  private static KernelCode kernel() {
    return new KernelCode(
        "k0",
        "weft.K0",
        new byte[] {1, 2, 3},
        "weft.K0V",
        new byte[] {-1},
        List.of(
            new Parameter("a", DType.F64, 2, false, Domain.KEPT),
            new Parameter("b", DType.F64, 2, false, Domain.KEPT),
            new Parameter("y", DType.F64, 2, true, Domain.KEPT)),
        List.of(),
        List.of(DType.F64, DType.BOOL),
        Launch.STAGED_MAP,
        17,
        List.of(new KernelCode.FaultSite("E0401", "index is out of range", 3, 9)),
        "kernel k0 {\n\n  let x = 1 \n}\n");
  }

  private static KernelCode fold() {
    return new KernelCode(
        "k1",
        "weft.K1",
        new byte[100],
        "",
        new byte[0],
        List.of(
            new Parameter("x", DType.F64, 2, false, Domain.FULL),
            new Parameter("i", DType.I64, 1, false, Domain.WHOLE),
            new Parameter("s", DType.F64, 1, true, Domain.KEPT)),
        List.of(DType.F64, DType.I64),
        List.of(),
        Launch.FOLD,
        2,
        List.of(),
        "");
  }
}
