// SPDX-License-Identifier: Apache-2.0
package dev.weft.linalg;

import dev.weft.diagnostic.Diagnostic;
import dev.weft.parallel.Workers;
import dev.weft.procedure.Library;
import dev.weft.procedure.ProcedureFault;
import dev.weft.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/** Decompositions by EJML, matrix by matrix, in doubles. */
public final class Decompositions implements Library {
  /** The code of a matrix that has no result. */
  private static final String CODE = "E0404";

  static final String NOT_POSITIVE = "the matrix is not positive definite";
  static final String NO_EIGENVALUES = "the eigenvalues were not found";
  static final String NO_SINGULAR_VALUES = "the singular values were not found";

  private static final Set<String> ROUTINES =
      Set.of(
          "linalg.solve",
          "linalg.inv",
          "linalg.det",
          "linalg.slogdet",
          "linalg.cholesky",
          "linalg.qr",
          "linalg.eigh",
          "linalg.svd");

  /** For {@link java.util.ServiceLoader}. */
  public Decompositions() {}

  @Override
  public Set<String> routines() {
    return ROUTINES;
  }

  @Override
  public void run(String routine, List<Tensor> operands, List<Tensor> results, Workers workers) {
    Tensor a = operands.getFirst();
    int batch = 1;
    for (int axis = 0; axis < a.rank() - 2; axis++) {
      batch = Math.multiplyExact(batch, Math.toIntExact(a.dim(axis)));
    }
    boolean complex = operands.size() == (routine.equals("linalg.solve") ? 4 : 2);
    for (int number = 0; number < batch; number++) {
      if (complex) {
        ComplexMatrices.run(routine, number, operands, results);
        continue;
      }
      Stack matrices = Stack.ofMatrices(a);
      switch (routine) {
        case "linalg.solve" -> solve(a, number, operands.get(1), results.getFirst());
        case "linalg.inv" -> inverse(a, number, results.getFirst());
        case "linalg.det" ->
            Stack.ofScalars(results.getFirst())
                .write(number, new LuFactors(matrices.read(number)).determinant());
        case "linalg.slogdet" -> {
          double[] both = new LuFactors(matrices.read(number)).signAndLogarithm();
          Stack.ofScalars(results.get(0)).write(number, both[0]);
          Stack.ofScalars(results.get(1)).write(number, both[1]);
        }
        case "linalg.cholesky" -> cholesky(a, number, results.getFirst());
        case "linalg.qr" -> qr(matrices.read(number), number, results);
        case "linalg.eigh" -> eigh(a, number, results);
        case "linalg.svd" -> svd(a, number, results);
        default -> throw new IllegalArgumentException(routine);
      }
    }
  }

  private static LuFactors regular(Tensor a, int number) {
    LuFactors factors = new LuFactors(Stack.ofMatrices(a).read(number));
    if (factors.isSingular()) {
      throw singular(a, number);
    }
    return factors;
  }

  static ProcedureFault singular(Tensor a, int number) {
    return fault(a, number, "the matrix is singular");
  }

  private static void solve(Tensor a, int number, Tensor b, Tensor into) {
    DMatrixRMaj right = Stack.ofMatrices(b).read(number);
    Stack.ofMatrices(into).write(number, regular(a, number).solve(right));
  }

  private static void inverse(Tensor a, int number, Tensor into) {
    DMatrixRMaj one = CommonOps_DDRM.identity((int) a.dim(a.rank() - 1));
    Stack.ofMatrices(into).write(number, regular(a, number).solve(one));
  }

  private static void cholesky(Tensor a, int number, Tensor into) {
    DMatrixRMaj matrix = Stack.ofMatrices(a).readSymmetric(number);
    if (matrix.numRows == 0) {
      return;
    }
    CholeskyDecomposition_F64<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.chol(matrix.numRows, true);
    if (MatrixFeatures_DDRM.hasUncountable(matrix) || !decomposition.decompose(matrix)) {
      throw fault(a, number, NOT_POSITIVE);
    }
    Stack.ofMatrices(into).write(number, decomposition.getT(null));
  }

  /** Reduced or complete, as the results have room. */
  private static void qr(DMatrixRMaj matrix, int number, List<Tensor> results) {
    Stack q = Stack.ofMatrices(results.get(0));
    Stack r = Stack.ofMatrices(results.get(1));
    if (matrix.numRows == 0 || matrix.numCols == 0) {
      q.write(number, CommonOps_DDRM.identity(q.rows(), q.columns()));
      return;
    }
    QRDecomposition<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.qr(matrix.numRows, matrix.numCols);
    decomposition.decompose(matrix.copy());
    boolean compact = q.columns() < matrix.numRows;
    DMatrixRMaj orthogonal = decomposition.getQ(null, compact);
    DMatrixRMaj upper = decomposition.getR(null, compact);
    if (matrix.numRows <= matrix.numCols) {
      turnLast(orthogonal, upper);
    }
    q.write(number, orthogonal);
    r.write(number, upper);
  }

  /** A row alone is not reflected by LAPACK, whose signs are the usual ones; EJML does. */
  private static void turnLast(DMatrixRMaj q, DMatrixRMaj r) {
    int last = r.numRows - 1;
    if (r.get(last, last) != 0) {
      for (int i = 0; i < q.numRows; i++) {
        q.set(i, last, -q.get(i, last));
      }
      for (int j = last; j < r.numCols; j++) {
        r.set(last, j, -r.get(last, j));
      }
    }
  }

  private static void eigh(Tensor a, int number, List<Tensor> results) {
    Symmetric decomposition =
        Symmetric.of(Stack.ofMatrices(a).readSymmetric(number))
            .orElseThrow(() -> fault(a, number, NO_EIGENVALUES));
    Stack.ofVectors(results.get(0)).write(number, decomposition.values());
    Stack.ofMatrices(results.get(1)).write(number, decomposition.vectors());
  }

  /** Singular values in descending order; reduced or full, as the results have room. */
  private static void svd(Tensor a, int number, List<Tensor> results) {
    DMatrixRMaj matrix = Stack.ofMatrices(a).read(number);
    Stack u = Stack.ofMatrices(results.get(0));
    Stack vh = Stack.ofMatrices(results.get(2));
    if (matrix.numRows == 0 || matrix.numCols == 0) {
      u.write(number, CommonOps_DDRM.identity(u.rows(), u.columns()));
      vh.write(number, CommonOps_DDRM.identity(vh.rows(), vh.columns()));
      return;
    }
    boolean compact = u.columns() < u.rows() || vh.rows() < vh.columns();
    SingularValueDecomposition_F64<DMatrixRMaj> decomposition =
        DecompositionFactory_DDRM.svd(matrix.numRows, matrix.numCols, true, true, compact);
    if (MatrixFeatures_DDRM.hasUncountable(matrix) || !decomposition.decompose(matrix.copy())) {
      throw fault(a, number, NO_SINGULAR_VALUES);
    }
    DMatrixRMaj left = decomposition.getU(null, false);
    DMatrixRMaj right = decomposition.getV(null, true);
    double[] values = decomposition.getSingularValues();
    int count = Math.min(matrix.numRows, matrix.numCols);
    SingularOps_DDRM.descendingOrder(left, false, values, count, right, true);
    u.write(number, left);
    Stack.ofVectors(results.get(1)).write(number, values);
    vh.write(number, right);
  }

  static ProcedureFault fault(Tensor a, int number, String message) {
    Diagnostic diagnostic = Diagnostic.error(CODE, message);
    if (a.rank() == 2) {
      return new ProcedureFault(diagnostic);
    }
    long[] index = new long[a.rank() - 2];
    long rest = number;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      index[axis] = rest % a.dim(axis);
      rest /= a.dim(axis);
    }
    return new ProcedureFault(
        diagnostic.because("it is matrix " + Arrays.toString(index) + " of the batch"));
  }
}
