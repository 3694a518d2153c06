// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.program.KernelCode;
import dev.weft.runtime.Device;
import dev.weft.runtime.KernelBody;
import dev.weft.runtime.KernelStatus;
import dev.weft.runtime.KernelStatus.State;
import dev.weft.runtime.RunOptions.Bodies;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A kernel and its bodies. Work starts on the scalar body, which is fast after a few calls; when
 * the kernel has seen enough elements its vector body is warmed in the background and then takes
 * over. Both give the same bits, so that nobody can tell when.
 */
final class CpuKernel implements Device.Small {
  private final KernelCode code;
  private final BodySource bodies;
  private final Tuning tuning;
  private final String obstacle;
  private final AtomicBoolean warming = new AtomicBoolean();

  private volatile KernelBody scalar;
  private volatile KernelBody vector;
  private volatile KernelBody current;
  private volatile KernelStatus status;

  /** A machine that is busy may compile too late; so warming is tried again, later each time. */
  private static final int ATTEMPTS = 3;

  private static final int PAUSE_FACTOR = 64;

  private int attempts;
  private volatile long warmAt;

  /** Elements seen; threads may lose each other's counts, which only delays the warming. */
  private long seen;

  CpuKernel(KernelCode code, BodySource bodies, Tuning tuning) {
    this.code = code;
    this.bodies = bodies;
    this.tuning = tuning.of(code.operations());
    this.warmAt = tuning.warmWork();
    this.obstacle = bodies.vectorObstacle(code);
    now(State.SCALAR, obstacle.isEmpty() ? "it has not seen enough work yet" : obstacle);
  }

  KernelCode code() {
    return code;
  }

  /** For elements of as many operations as this kernel's. */
  Tuning tuning() {
    return tuning;
  }

  @Override
  public KernelStatus status() {
    return status;
  }

  private void now(State state, String reason) {
    status = new KernelStatus(code.name(), state, reason);
  }

  /** What a launch does on the caller's thread in one window. */
  @Override
  public int most() {
    boolean free = code.launch() == KernelCode.Launch.MAP;
    return free ? (int) tuning.parallelWork() - 1 : KernelCode.BLOCK;
  }

  /** The body for a launch over {@code work} elements. */
  @Override
  public KernelBody body(Bodies choice, long work) {
    return switch (choice) {
      case AUTO -> automatic(work);
      case SCALAR -> scalar();
      case VECTOR -> obstacle.isEmpty() ? vector() : scalar();
    };
  }

  /** The fastest body that is ready, once one was asked for. */
  KernelBody current() {
    return current;
  }

  private KernelBody automatic(long work) {
    KernelBody body = current;
    if (body == null) {
      body = scalar();
      current = body;
    }
    if (body == scalar && obstacle.isEmpty() && !warming.getPlain()) {
      seen += work;
      if (seen >= warmAt && warming.compareAndSet(false, true)) {
        now(State.WARMING, "its vector body is being compiled");
        new Warming(this, tuning.patience()).submit();
      }
    }
    return body;
  }

  /** The vector body is as fast as it will be. */
  void warmed(int calls) {
    current = vector();
    now(State.VECTOR, "warm after " + calls + " short calls");
  }

  /** The vector body will not be used, or not soon. */
  void notWarmed(String reason) {
    now(State.SCALAR, reason);
    if (++attempts < ATTEMPTS) {
      warmAt = PAUSE_FACTOR * Math.max(warmAt, seen);
      warming.set(false);
    }
  }

  KernelBody scalar() {
    KernelBody body = scalar;
    if (body == null) {
      body = loadScalar();
    }
    return body;
  }

  private synchronized KernelBody loadScalar() {
    if (scalar == null) {
      scalar = bodies.scalar(code);
    }
    return scalar;
  }

  KernelBody vector() {
    KernelBody body = vector;
    return body == null ? loadVector() : body;
  }

  private synchronized KernelBody loadVector() {
    if (vector == null) {
      vector = bodies.vector(code);
    }
    return vector;
  }
}
