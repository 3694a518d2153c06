// SPDX-License-Identifier: Apache-2.0
package uk.ac.manchester.tornado.api;

import java.util.HashMap;
import java.util.Map;

/** Stands in for the class of this name in tests without TornadoVM. */
public final class GridScheduler {
  private final Map<String, WorkerGrid> grids = new HashMap<>();

  public void addWorkerGrid(String task, WorkerGrid grid) {
    grids.put(task, grid);
  }

  boolean isEmpty() {
    return grids.isEmpty();
  }

  public WorkerGrid get(String task) {
    return grids.get(task);
  }
}
