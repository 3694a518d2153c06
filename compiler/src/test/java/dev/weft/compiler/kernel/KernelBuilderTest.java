// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.compiler.op.Fault;
import dev.weft.compiler.op.Monoid;
import dev.weft.compiler.op.Prim;
import dev.weft.tensor.DType;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelBuilderTest {
  private final KernelBuilder builder = new KernelBuilder(1, 1);

  @Test
  void aFoldWithItsEpilogueReadsLikeThePage() {
    builder.param("x", DType.F64, 2, Kernel.Mode.IN);
    builder.param("n", DType.F64, 0, Kernel.Mode.IN);
    builder.param("y", DType.F64, 1, Kernel.Mode.OUT);
    builder.keptLoops(
        kept -> {
          Atom sum =
              builder
                  .fold(
                      reduced -> {
                        Index index = new Index.At(List.of(kept.get(0), reduced.get(0)));
                        Atom x = builder.load("x", index);
                        return List.of(
                            new KernelBuilder.Reduced(Monoid.SUM, DType.F64, List.of(x)));
                      })
                  .getFirst()
                  .getFirst();
          Atom n = builder.load("n", new Index.At(List.of()));
          builder.store("y", new Index.At(kept), builder.div(sum, n));
        });
    assertEquals(
        """
        kernel means(x: f64[2] in, n: f64[0] in, y: f64[1] out) kept 1 reduced 1 {
          loop serial i0 < kept[0] {
            fold b0 sum(s0: f64 = t0) over serial r0 < reduced[0] {
              let t0: f64 = load x[i0, r0]
            }
            let t1: f64 = load n[]
            let t2: f64 = div s0, t1
            store y[i0] = t2
          }
        }
        """,
        KernelText.print(builder.build("means")));
  }

  @Test
  void equalOperationsAreComputedOnceWhereVisible() {
    builder.param("n", DType.F64, 0, Kernel.Mode.IN);
    Atom n = builder.load("n", new Index.At(List.of()));
    Atom outside = builder.add(n, n);
    builder.loop(
        Axis.SERIAL,
        "i",
        builder.i64(4),
        i -> {
          assertEquals(outside, builder.add(n, n));
          builder.mul(n, n);
        });
    builder.mul(n, n);
    Stmt.Loop loop = (Stmt.Loop) builder.build("k").body().get(2);
    assertEquals(1, loop.body().size());
    assertEquals(4, builder.build("k").body().size());
  }

  @Test
  void conversionsToDifferentDtypesDiffer() {
    builder.param("n", DType.F64, 0, Kernel.Mode.IN);
    Atom n = builder.load("n", new Index.At(List.of()));
    assertEquals(DType.I32, builder.convert(DType.I32, n).dtype());
    assertEquals(DType.I64, builder.convert(DType.I64, n).dtype());
    assertEquals(n, builder.convert(DType.F64, n));
  }

  @Test
  void constantsAreEvaluatedAtOnce() {
    assertEquals(builder.f64(5), builder.fma(builder.f64(2), builder.f64(2), builder.f64(1)));
    assertEquals(builder.i32(-1), builder.convert(DType.I32, builder.f64(-1.9)));
    assertEquals(builder.bool(true), builder.lt(builder.i64(-1), builder.i64(0)));
    assertEquals(0, builder.build("k").body().size());
  }

  @Test
  void floatsAreNotSimplifiedByLawsThatBreakZerosAndNan() {
    builder.param("n", DType.F64, 0, Kernel.Mode.IN);
    Atom n = builder.load("n", new Index.At(List.of()));
    builder.add(n, builder.f64(0));
    builder.apply(Prim.SUB, n, n);
    assertEquals(3, builder.build("k").body().size());
  }

  @Test
  void checksThatHoldVanishAndOthersPointAtTheirPlace() {
    builder.param("c", DType.BOOL, 0, Kernel.Mode.IN);
    Atom c = builder.load("c", new Index.At(List.of()));
    builder.at(3, 9);
    builder.require(Fault.ASSERTION, builder.bool(true));
    builder.require(Fault.ASSERTION, c);
    builder.require(Fault.ASSERTION, c);
    Kernel kernel = builder.build("k");
    assertEquals(2, kernel.body().size());
    assertEquals(List.of(new Kernel.Site(Fault.ASSERTION, 3, 9)), kernel.sites());
  }

  @Test
  void carriedValuesGoRoundLoops() {
    List<Atom> last =
        builder.loop(
            "i",
            builder.i64(0),
            builder.i64(10),
            3,
            List.of(builder.f64(1), builder.i64(0)),
            (i, c) -> List.of(builder.mul(c.get(0), builder.f64(2)), i));
    List<Atom> end =
        builder.whileLoop(
            builder.i64(100),
            builder.site(Fault.ASSERTION),
            last,
            c -> builder.lt(c.get(0), builder.f64(1000)),
            c -> List.of(builder.add(c.get(0), c.get(0)), builder.neg(c.get(1))));
    builder.branch(builder.lt(end.get(0), end.get(0)), () -> {}, () -> builder.neg(end.get(0)));
    Kernel kernel = builder.build("k");
    KernelChecker.check("test", kernel);
    assertEquals(kernel, KernelText.parse(KernelText.print(kernel)));
  }
}
