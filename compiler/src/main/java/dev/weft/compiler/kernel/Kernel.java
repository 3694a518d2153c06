// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.op.Fault;
import dev.weft.tensor.DType;
import java.util.List;

/**
 * How something is computed: loops, loads and stores over strided tensor parameters. A kernel runs
 * over a <em>domain</em>: kept axes (one result each) and reduced axes (folded away). Every
 * parameter has the domain's axes in order, so the naive form indexes with the loop variables
 * alone; views have been resolved into strides before.
 *
 * @param keptRank number of kept axes
 * @param reducedRank number of reduced axes
 * @param sites the places in the source that checks point at
 */
public record Kernel(
    String name,
    int keptRank,
    int reducedRank,
    List<Param> params,
    List<Site> sites,
    List<Stmt> body) {

  public Kernel {
    params = List.copyOf(params);
    sites = List.copyOf(sites);
    body = List.copyOf(body);
  }

  /** The same computation in other statements. */
  public Kernel withBody(List<Stmt> other) {
    return new Kernel(name, keptRank, reducedRank, params, sites, other);
  }

  /**
   * A tensor parameter.
   *
   * @param rank 0 for a scalar, {@code keptRank} for one without the reduced axes, {@code keptRank
   *     + reducedRank} for one over the whole domain; any rank for WHOLE and PARTS
   * @param mode how it is used
   */
  public record Param(String name, DType dtype, int rank, Mode mode) {}

  /** How a parameter is used. */
  public enum Mode {
    /** Read at the domain's positions. */
    IN,
    /** Written at the domain's positions. */
    OUT,
    /** Read at computed indices. */
    WHOLE,
    /** Written at computed indices: what a later kernel goes on with. */
    PARTS;

    /** True if elements are reached at the positions of the domain. */
    public boolean isOfDomain() {
      return this == IN || this == OUT;
    }

    /** True if the kernel writes. */
    public boolean isWritten() {
      return this == OUT || this == PARTS;
    }
  }

  /** A place in the source and what fails there. */
  public record Site(Fault fault, int start, int end) {}
}
