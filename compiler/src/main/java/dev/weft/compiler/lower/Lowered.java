// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.lower;

import dev.weft.compiler.graph.Node;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.diagnostic.Span;
import dev.weft.program.Dim;
import dev.weft.program.Movement;
import java.util.List;

/**
 * A naive kernel and what it runs on.
 *
 * @param operands one per parameter of the kernel, in order
 * @param kept sizes of the kept axes
 * @param reduced sizes of the reduced axes
 * @param span where in the source the kernel comes from
 */
public record Lowered(
    Kernel kernel, List<Operand> operands, List<Dim> kept, List<Dim> reduced, Span span) {

  public Lowered {
    operands = List.copyOf(operands);
    kept = List.copyOf(kept);
    reduced = List.copyOf(reduced);
  }

  /** What a parameter of a kernel stands for. */
  public sealed interface Operand {

    /** A value in memory, moved to the kernel's domain. */
    record Read(Node node, List<Movement> path) implements Operand {
      public Read {
        path = List.copyOf(path);
      }
    }

    /** The memory of a value that the kernel computes, moved to the kernel's domain. */
    record Write(Node node, List<Movement> path) implements Operand {
      public Write {
        path = List.copyOf(path);
      }
    }

    /** A counter along one axis of the domain, spread over the others. */
    record Position(Dim size, List<Movement> path) implements Operand {
      public Position {
        path = List.copyOf(path);
      }
    }

    /** A size, as a scalar. */
    record Size(Dim size) implements Operand {}
  }
}
