// SPDX-License-Identifier: Apache-2.0
package dev.weft.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A kernel run over its domain. */
@Name("weft.Launch")
@Label("Weft Launch")
@Category("Weft")
@Description("A kernel run over its domain")
@StackTrace(false)
public final class LaunchEvent extends Event {
  static final EventType TYPE = EventType.getEventType(LaunchEvent.class);

  @Label("Kernel")
  String kernel;

  @Label("Elements")
  long elements;

  @Label("Most Threads")
  int threads;

  @Label("Body")
  @Description("The state of the kernel: SCALAR, WARMING or VECTOR")
  String body;

  LaunchEvent() {}

  /** The launch ends. */
  public void end(String name, long work, int most, String state) {
    kernel = name;
    elements = work;
    threads = most;
    body = state;
    commit();
  }
}
