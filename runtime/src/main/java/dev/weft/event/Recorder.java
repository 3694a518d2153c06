// SPDX-License-Identifier: Apache-2.0
package dev.weft.event;

import java.util.function.Supplier;
import jdk.jfr.FlightRecorder;

/**
 * Begins events for the JVM's flight recorder, where it is part of the JVM and somebody records;
 * else there is no event, and no cost.
 *
 * <p>No method treats an event as one of the JDK's: to verify that, the JVM would load the classes
 * of events, which no archive of classes holds, at every start.
 */
public final class Recorder {
  private static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private Recorder() {}

  /** A compile begins; null if nobody wants to know. */
  public static CompileEvent compile() {
    if (!isRecording() || !CompileEvent.TYPE.isEnabled()) {
      return null;
    }
    CompileEvent event = new CompileEvent();
    event.begin();
    return event;
  }

  /** A kernel is launched; null if nobody wants to know. */
  public static LaunchEvent launch() {
    if (!isRecording() || !LaunchEvent.TYPE.isEnabled()) {
      return null;
    }
    LaunchEvent event = new LaunchEvent();
    event.begin();
    return event;
  }

  /** Something was looked up and has to be made. */
  public static void cacheMiss(String cache, Supplier<String> key) {
    if (isRecording() && CacheMissEvent.TYPE.isEnabled()) {
      new CacheMissEvent(cache, key.get()).commit();
    }
  }

  /**
   * A buffer for a value in between was asked for.
   *
   * @param reused true if one was there
   */
  public static void buffer(String dtype, long elements, boolean reused) {
    if (isRecording() && BufferEvent.TYPE.isEnabled()) {
      new BufferEvent(dtype, elements, reused).commit();
    }
  }

  /** Asks nothing that would start the recorder: that takes tens of milliseconds. */
  private static boolean isRecording() {
    return PRESENT && FlightRecorder.isInitialized();
  }
}
