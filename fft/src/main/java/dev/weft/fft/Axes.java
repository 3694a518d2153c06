// SPDX-License-Identifier: Apache-2.0
package dev.weft.fft;

import dev.weft.parallel.Workers;
import dev.weft.tensor.Tensor;

/** One axis after another of dense tensors: lines along it in groups, shared out to threads. */
final class Axes {
  /** Numbers of a group. */
  private static final int GROUP = 1 << 13;

  /** Lines that lie side by side share the lines of a cache. */
  private static final int NEIGHBOURS = 16;

  private final Workers workers;

  Axes(Workers workers) {
    this.workers = workers;
  }

  /** What is done to a group of lines. */
  interface Work {
    void run(Lines from, Lines into, Workers workers);
  }

  /** Parts of complex numbers. */
  record Parts(Tensor re, Tensor im) {
    Parts exchanged() {
      return new Parts(im, re);
    }

    int length(int axis) {
      return Math.toIntExact(re.dim(axis));
    }

    private Lines lines(int start, int step, Lanes lanes) {
      return new Lines(plane(re, start), im == null ? null : plane(im, start), step, lanes);
    }

    private static Plane plane(Tensor x, int start) {
      return new Plane(x.storage(), Math.toIntExact(x.offset()) + start);
    }
  }

  void run(int axis, Parts from, Parts into, Work work) {
    int outer = 1;
    int inner = 1;
    for (int i = 0; i < into.re().rank(); i++) {
      int size = into.length(i);
      outer *= i < axis ? size : 1;
      inner *= i > axis ? size : 1;
    }
    boolean last = inner == 1;
    int lines = last ? outer : inner;
    int groups = last ? 1 : outer;
    int length = Math.max(from.length(axis), into.length(axis));
    int wide = Math.max(last ? 1 : NEIGHBOURS, GROUP / length);
    int tasks = (lines + wide - 1) / wide;
    int step = inner;
    share(
        groups * tasks,
        (task, each) -> {
          int group = task / tasks;
          int first = task % tasks * wide;
          int count = Math.min(wide, lines - first);
          work.run(
              part(from, axis, group, first, count, step, last),
              part(into, axis, group, first, count, step, last),
              each);
        });
  }

  private static Lines part(
      Parts x, int axis, int group, int first, int count, int step, boolean last) {
    int length = x.length(axis);
    return last
        ? x.lines(first * length, 1, Lanes.of(count, length))
        : x.lines(group * length * step + first, step, Lanes.of(count, 1));
  }

  private interface Task {
    void run(int number, Workers each);
  }

  /** Threads share out many tasks, or work together on each of a few. */
  private void share(int tasks, Task task) {
    boolean together = tasks < workers.threads();
    Workers each = together ? workers : Workers.ALONE;
    (together ? Workers.ALONE : workers).run(tasks, number -> task.run(number, each));
  }
}
