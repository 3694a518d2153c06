// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.scalar.ScalarOp;
import dev.weft.runtime.Device;

/**
 * The same contract where products of matrices are left to what stands in for cuBLAS: to the bit,
 * since the sums of the suite are exact in every order.
 */
class CublasContractTest extends StandInContractTest {
  private final Device device = StandIn.cublas();

  @Override
  protected Device device() {
    return device;
  }

  /** Functions have nothing to do with it. */
  @Override
  protected boolean supports(ScalarOp op) {
    return false;
  }
}
