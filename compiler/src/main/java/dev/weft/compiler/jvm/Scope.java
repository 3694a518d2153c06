// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.type.CompilerBug;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which local holds a name of the kernel. */
final class Scope {
  private final Code code;
  private final Map<String, Local> locals = new HashMap<>();
  private final List<String> order = new ArrayList<>();
  private int temporaries;

  Scope(Code code) {
    this.code = code;
  }

  /** Makes {@code local} the holder of {@code name} until it is dropped or its mark released. */
  void bind(String name, Local local) {
    locals.put(name, local);
    order.add(name);
  }

  boolean holds(String name) {
    return locals.containsKey(name);
  }

  Local get(String name) {
    Local local = locals.get(name);
    if (local == null) {
      throw new CompilerBug("jvm", "the name " + name + " is used before it is bound");
    }
    return local;
  }

  /** A name that no kernel uses. */
  String fresh() {
    return "$" + temporaries++;
  }

  /** Ends one name. */
  void drop(String name) {
    Local local = locals.remove(name);
    if (local != null) {
      code.release(local);
    }
  }

  int mark() {
    return order.size();
  }

  /** Ends every name bound since the mark. */
  void release(int mark) {
    while (order.size() > mark) {
      drop(order.removeLast());
    }
  }
}
