// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.schedule;

import java.util.List;

/** Which tasks share a loop, in order, and whether it runs in lanes. */
record Cut(boolean lanes, List<Task> tasks) {
  Cut {
    tasks = List.copyOf(tasks);
  }
}
