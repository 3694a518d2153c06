// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Expression;
import dev.weft.Options;
import dev.weft.Weft;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken kernels are no results, in every call, and sound ones are not touched by them. */
class FaultTest {

  /** Takes the place of {@link Fused} and fails where it is used. */
  public static final class Failing {
    private Failing() {}

    public static double fma(double x, double y, double z) {
      throw new UnsupportedOperationException("no code for " + x + " * " + y + " + " + z);
    }
  }

  /** Takes the place of {@link Fused} and lacks what tasks call. */
  public static final class Missing {
    private Missing() {}
  }

  private static final double[] X = {0, 1};

  private static Connection broken(Class<?> fused) {
    Connection sound = StandIn.connection(true);
    try {
      return new Connection(sound.api(), sound.api().names(fused), sound.loader(), sound.device());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {Failing.class, Missing.class})
  void aBrokenKernelFailsEveryCall(Class<?> fused) {
    TornadoDevice device = new TornadoDevice(TornadoVm.at(null, broken(fused), null));
    Options there = Options.DEFAULT.withDevice(device);
    Expression e = Weft.compile("exp(x)", there);
    for (int call = 0; call < 2; call++) {
      var failed = assertThrows(IllegalStateException.class, () -> e.call((Object) X));
      assertTrue(failed.getMessage().startsWith("TornadoVM failed: "), failed.getMessage());
    }
    assertEquals(2.0, Weft.compile("x + x", there).call((Object) X).getDouble(1));
    Expression sound = Weft.compile("exp(x)", Options.DEFAULT.withDevice(StandIn.device(true)));
    assertEquals(1.0, sound.call((Object) X).getDouble(0));
  }

  /** What fails among other tasks of a graph fails all of it. */
  @Test
  void oneBrokenKernelOfSeveralIsEnough() {
    TornadoDevice device = new TornadoDevice(TornadoVm.at(null, broken(Failing.class), null));
    Expression e = Weft.compile("x + 1, sum(x), exp(x)", Options.DEFAULT.withDevice(device));
    var failed = assertThrows(IllegalStateException.class, () -> e.callAll((Object) X));
    assertInstanceOf(IllegalStateException.class, failed.getCause());
  }
}
