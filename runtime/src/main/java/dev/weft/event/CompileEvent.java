// SPDX-License-Identifier: Apache-2.0
package dev.weft.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A text compiled for one combination of dtypes and ranks. */
@Name("weft.Compile")
@Label("Weft Compile")
@Category("Weft")
@Description("A text compiled for one combination of dtypes and ranks")
@StackTrace(false)
public final class CompileEvent extends Event {
  static final EventType TYPE = EventType.getEventType(CompileEvent.class);
  private static final int LONGEST = 200;

  @Label("Text")
  String text;

  @Label("Signature")
  String signature;

  @Label("Kernels")
  int kernels;

  CompileEvent() {}

  /** The compile ends well. */
  public void end(String source, String types, int count) {
    text = source.length() <= LONGEST ? source : source.substring(0, LONGEST) + "...";
    signature = types;
    kernels = count;
    commit();
  }
}
