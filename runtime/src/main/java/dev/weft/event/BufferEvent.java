// SPDX-License-Identifier: Apache-2.0
package dev.weft.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A buffer for a value in between, used again or new. */
@Name("weft.Buffer")
@Label("Weft Buffer")
@Category("Weft")
@Description("A buffer for a value in between, used again or new")
@StackTrace(false)
final class BufferEvent extends Event {
  static final EventType TYPE = EventType.getEventType(BufferEvent.class);

  @Label("Type")
  final String dtype;

  @Label("Elements")
  final long elements;

  @Label("Reused")
  final boolean reused;

  BufferEvent(String dtype, long elements, boolean reused) {
    this.dtype = dtype;
    this.elements = elements;
    this.reused = reused;
  }
}
