// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.jvm.TaskApi;
import dev.weft.compiler.jvm.TaskCode;
import dev.weft.compiler.jvm.TaskEmitter;
import dev.weft.compiler.jvm.TaskOperand;
import dev.weft.compiler.kernel.Axis;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.schedule.GpuSchedule;
import java.util.List;

/**
 * A kernel for known sizes.
 *
 * @param threads that run it, a multiple of {@code group}
 * @param group threads of a group
 */
record Task(TaskCode code, long threads, int group) {
  static final int GROUP = 256;

  /** The tasks of a launch, in order. */
  static List<Task> of(TaskApi names, TaskLaunch launch, List<TaskOperand> operands) {
    Kernel kernel = GpuSchedule.apply(launch.kernel(), GROUP);
    TaskCode code = TaskEmitter.emit(names, kernel, operands, launch.extents());
    boolean grouped =
        kernel.body().stream().anyMatch(s -> s instanceof Stmt.Loop l && l.axis() == Axis.GROUP);
    if (!grouped) {
      return List.of(new Task(code, 1, 1));
    }
    long elements = 1;
    for (long extent : launch.kept()) {
      elements *= extent;
    }
    return List.of(new Task(code, (elements + GROUP - 1) / GROUP * GROUP, GROUP));
  }
}
