// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.graph;

import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Prim;
import dev.weft.compiler.op.ScalarEvaluator;
import dev.weft.compiler.type.TensorType;
import dev.weft.diagnostic.Diagnostic;
import dev.weft.parallel.Workers;
import dev.weft.procedure.ProcedureFault;
import dev.weft.procedure.Procedures;
import dev.weft.program.Procedure;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What procedures mean, by the plainest means; a library's routine means what it does. */
final class ProcedureInterpreter {
  private final Procedure procedure;
  private final List<TensorType> types;
  private final List<long[]> shapes;
  private final ScalarEvaluator evaluator;

  ProcedureInterpreter(
      Procedure procedure, List<TensorType> types, List<long[]> shapes, ScalarEvaluator evaluator) {
    this.procedure = procedure;
    this.types = types;
    this.shapes = shapes;
    this.evaluator = evaluator;
  }

  List<Cells> run(List<Cells> x) {
    return switch (procedure) {
      case Procedure.Sort _ -> List.of(sorted(x.getFirst(), false));
      case Procedure.Argsort _ -> List.of(sorted(x.getFirst(), true));
      case Procedure.Search search -> List.of(places(x.get(0), x.get(1), search.last()));
      case Procedure.Segments _ -> List.of(sums(x.get(0), x.get(1)));
      case Procedure.Last _ -> List.of(last(x.getFirst()));
      case Procedure.Select _ -> List.of(selected(sorted(x.get(0), false), x.get(1)));
      case Procedure.Routine _ -> library(x);
    };
  }

  private Cells sorted(Cells x, boolean indices) {
    int length = (int) x.shape()[x.rank() - 1];
    long[] bits = new long[x.bits().length];
    for (int lane = 0; lane < bits.length; lane += length) {
      int start = lane;
      List<Integer> order = new ArrayList<>(IntStream.range(0, length).boxed().toList());
      order.sort((a, b) -> compare(x.get(start + a), x.get(start + b)));
      for (int i = 0; i < length; i++) {
        Literal element = x.get(start + order.get(i));
        bits[start + i] = indices ? order.get(i) : plain(element).bits();
      }
    }
    return new Cells(indices ? DType.I64 : x.dtype(), x.shape(), bits, null);
  }

  /** One NaN for all. */
  private static Literal plain(Literal x) {
    boolean nan = x.dtype().isFloat() && Double.isNaN(x.asDouble());
    return nan ? Literal.of(x.dtype(), Double.NaN) : x;
  }

  private static int compare(Literal a, Literal b) {
    if (!a.dtype().isFloat()) {
      return Long.compare(a.bits(), b.bits());
    }
    double x = a.asDouble();
    double y = b.asDouble();
    return x < y ? -1 : x > y ? 1 : Boolean.compare(Double.isNaN(x), Double.isNaN(y));
  }

  /** By halves, which is a meaning too where the elements are not sorted. */
  private Cells places(Cells sorted, Cells values, boolean last) {
    return Cells.fill(
        DType.I64,
        values.shape(),
        index -> {
          Literal value = values.get(index);
          long low = 0;
          long high = sorted.bits().length;
          while (low < high) {
            long middle = (low + high) / 2;
            int order = compare(sorted.get((int) middle), value);
            if (order < 0 || last && order == 0) {
              low = middle + 1;
            } else {
              high = middle;
            }
          }
          return Literal.of(low);
        });
  }

  private Cells sums(Cells rows, Cells ids) {
    DType dtype = types.getFirst().dtype();
    long[] shape = shapes.getFirst();
    Literal[] sums = new Literal[Cells.size(shape)];
    Arrays.fill(sums, Literal.of(dtype, 0L));
    int width = sums.length / (int) Math.max(shape[0], 1);
    for (int i = 0; i < ids.bits().length; i++) {
      long segment = ids.bits()[i];
      if (segment < 0 || segment >= shape[0]) {
        throw new ProcedureFault(Diagnostic.error("E0401", "segment out of range"));
      }
      for (int j = 0; j < width; j++) {
        int at = (int) segment * width + j;
        sums[at] = evaluator.apply(Prim.ADD, sums[at], rows.get(i * width + j));
      }
    }
    long[] bits = Arrays.stream(sums).mapToLong(Literal::bits).toArray();
    return new Cells(dtype, shape, bits, null);
  }

  private Cells selected(Cells sorted, Cells places) {
    int length = (int) sorted.shape()[sorted.rank() - 1];
    for (long place : places.bits()) {
      if (length > 0 && (place < 0 || place >= length)) {
        throw new ProcedureFault(Diagnostic.error("E0401", "place out of range"));
      }
    }
    int count = (int) places.shape()[places.rank() - 1];
    int named = places.bits().length;
    Literal nothing =
        sorted.dtype().isFloat()
            ? Literal.of(sorted.dtype(), Double.NaN)
            : Literal.of(sorted.dtype(), 0L);
    int[] at = {0};
    return Cells.fill(
        sorted.dtype(),
        shapes.getFirst(),
        index -> {
          int lane = at[0] / count;
          int place = (int) places.bits()[at[0]++ % named];
          return length == 0 ? nothing : sorted.get(lane * length + place);
        });
  }

  private Cells last(Cells ids) {
    int places = (int) shapes.getFirst()[0];
    for (long name : ids.bits()) {
      if (name < -places || name >= places) {
        throw new ProcedureFault(Diagnostic.error("E0401", "index out of range"));
      }
    }
    return Cells.fill(
        DType.I64,
        shapes.getFirst(),
        place -> {
          long last = -1;
          for (int i = 0; i < ids.bits().length; i++) {
            last = Math.floorMod(ids.bits()[i], places) == place[0] ? i : last;
          }
          return Literal.of(last);
        });
  }

  private List<Cells> library(List<Cells> x) {
    List<Tensor> operands = x.stream().map(Cells::toTensor).toList();
    List<Tensor> results = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      results.add(Tensor.zeros(types.get(i).dtype(), shapes.get(i)));
    }
    Procedures.run(procedure, operands, results, Workers.ALONE);
    return results.stream().map(Cells::of).toList();
  }
}
