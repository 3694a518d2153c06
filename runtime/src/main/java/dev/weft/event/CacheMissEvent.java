// SPDX-License-Identifier: Apache-2.0
package dev.weft.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** Something was looked up, was not there, and is made. */
@Name("weft.CacheMiss")
@Label("Weft Cache Miss")
@Category("Weft")
@Description("Something was looked up, was not there, and is made")
final class CacheMissEvent extends Event {
  static final EventType TYPE = EventType.getEventType(CacheMissEvent.class);

  @Label("Cache")
  @Description("texts, forms, signatures or layouts")
  final String cache;

  @Label("Key")
  final String key;

  CacheMissEvent(String cache, String key) {
    this.cache = cache;
    this.key = key;
  }
}
