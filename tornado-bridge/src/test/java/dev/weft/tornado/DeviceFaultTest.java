// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tasks that TornadoVM cannot compile fail the call: nothing else computes in their place. */
@Tag("device")
class DeviceFaultTest {

  /** What takes the place of {@link Fused}, with an operation for which there is no code. */
  public static final class Broken {
    private Broken() {}

    public static double fma(double x, double y, double z) {
      return x % y + z;
    }
  }

  private static Expression exponential(TornadoDevice device) {
    return Weft.compile("exp(x)", Options.DEFAULT.withDevice(device));
  }

  @Test
  void aBrokenTaskIsNoResult() throws ReflectiveOperationException {
    Connection sound = TornadoVm.find().connection();
    Connection broken =
        new Connection(
            sound.api(), sound.api().names(Broken.class), sound.loader(), sound.device());
    Expression e = exponential(new TornadoDevice(TornadoVm.at(null, broken, null)));
    double[] x = {0, 1};
    for (int call = 0; call < 2; call++) {
      var failed = assertThrows(IllegalStateException.class, () -> e.call((Object) x));
      assertTrue(failed.getMessage().startsWith("TornadoVM failed: "), failed.getMessage());
    }
    assertEquals(1.0, exponential(new TornadoDevice()).call((Object) x).getDouble(0));
  }
}
