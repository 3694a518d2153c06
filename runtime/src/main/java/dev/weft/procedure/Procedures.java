// SPDX-License-Identifier: Apache-2.0
package dev.weft.procedure;

import dev.weft.parallel.Workers;
import dev.weft.program.Procedure;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Runs procedures. */
public final class Procedures {
  private Procedures() {}

  /**
   * Computes results from operands of any layout.
   *
   * @param results memory to write to, which shares nothing with the operands
   * @throws ProcedureFault where there is no result
   */
  public static void run(
      Procedure procedure, List<Tensor> operands, List<Tensor> results, Workers workers) {
    switch (procedure) {
      case Procedure.Sort _ -> Sorting.sort(held(operands.getFirst()), results.getFirst(), workers);
      case Procedure.Argsort _ ->
          Sorting.argsort(held(operands.getFirst()), results.getFirst(), workers);
      case Procedure.Search search ->
          dense(
              results,
              into ->
                  Searching.search(
                      held(operands.get(0)),
                      operands.get(1),
                      search.last(),
                      into.getFirst(),
                      workers));
      case Procedure.Segments _ ->
          dense(
              results,
              into -> Segmenting.sum(operands.get(0), operands.get(1), into.getFirst(), workers));
      case Procedure.Last _ ->
          dense(results, into -> Naming.last(operands.getFirst(), into.getFirst()));
      case Procedure.Select _ ->
          Selecting.select(
              held(operands.get(0)), held(operands.get(1)), results.getFirst(), workers);
      case Procedure.Routine routine -> {
        Library library = Libraries.of(routine.name());
        List<Tensor> given = operands.stream().map(Tensor::contiguous).toList();
        dense(results, into -> library.run(routine.name(), given, into, workers));
      }
    }
  }

  /** In memory: a counter has none. */
  private static Tensor held(Tensor x) {
    return x.storage().getClass().isArray() ? x : x.contiguous();
  }

  private interface Writing {
    void into(List<Tensor> results);
  }

  /** Lets {@code writing} see contiguous results only. */
  private static void dense(List<Tensor> results, Writing writing) {
    List<Tensor> into = new ArrayList<>();
    for (Tensor result : results) {
      into.add(result.isContiguous() ? result : Tensor.zeros(result.dtype(), result.shape()));
    }
    writing.into(into);
    for (int i = 0; i < into.size(); i++) {
      if (into.get(i) != results.get(i)) {
        into.get(i).copyTo(results.get(i));
      }
    }
  }
}
