// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.cublas;

import uk.ac.manchester.tornado.api.common.LibraryTaskDescriptor;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * Stands in for the class of this name in tests without TornadoVM. Matrices lie by columns, and
 * {@code lda} is the distance from one to the next.
 */
public final class CuBlas {
  private CuBlas() {}

  public static LibraryTaskDescriptor cublasSgemm(
      int transa,
      int transb,
      int m,
      int n,
      int k,
      float alpha,
      FloatArray a,
      int lda,
      FloatArray b,
      int ldb,
      float beta,
      FloatArray c,
      int ldc) {
    return new LibraryTaskDescriptor(
        "cublasSgemm", transa, transb, m, n, k, alpha, a, lda, 0L, b, ldb, 0L, beta, c, ldc, 0L, 1);
  }

  public static LibraryTaskDescriptor cublasDgemm(
      int transa,
      int transb,
      int m,
      int n,
      int k,
      double alpha,
      DoubleArray a,
      int lda,
      DoubleArray b,
      int ldb,
      double beta,
      DoubleArray c,
      int ldc) {
    return new LibraryTaskDescriptor(
        "cublasDgemm", transa, transb, m, n, k, alpha, a, lda, 0L, b, ldb, 0L, beta, c, ldc, 0L, 1);
  }

  public static LibraryTaskDescriptor cublasSgemmStridedBatched(
      int transa,
      int transb,
      int m,
      int n,
      int k,
      float alpha,
      FloatArray a,
      int lda,
      long strideA,
      FloatArray b,
      int ldb,
      long strideB,
      float beta,
      FloatArray c,
      int ldc,
      long strideC,
      int batchCount) {
    return new LibraryTaskDescriptor(
        "cublasSgemmStridedBatched",
        transa,
        transb,
        m,
        n,
        k,
        alpha,
        a,
        lda,
        strideA,
        b,
        ldb,
        strideB,
        beta,
        c,
        ldc,
        strideC,
        batchCount);
  }

  public static LibraryTaskDescriptor cublasDgemmStridedBatched(
      int transa,
      int transb,
      int m,
      int n,
      int k,
      double alpha,
      DoubleArray a,
      int lda,
      long strideA,
      DoubleArray b,
      int ldb,
      long strideB,
      double beta,
      DoubleArray c,
      int ldc,
      long strideC,
      int batchCount) {
    return new LibraryTaskDescriptor(
        "cublasDgemmStridedBatched",
        transa,
        transb,
        m,
        n,
        k,
        alpha,
        a,
        lda,
        strideA,
        b,
        ldb,
        strideB,
        beta,
        c,
        ldc,
        strideC,
        batchCount);
  }
}
