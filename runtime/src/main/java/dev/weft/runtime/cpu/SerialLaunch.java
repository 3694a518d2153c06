// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

/** Calls {@code run} once; the kernel loops by itself over operands that it addresses itself. */
final class SerialLaunch extends CpuLaunch {

  SerialLaunch(Domain domain, CpuKernel kernel, CpuSession session) {
    super(domain, kernel, session);
  }

  @Override
  Worker newWorker(Workspace workspace) {
    return new Worker(domain, domain.kept, 0, workspace);
  }

  @Override
  boolean isEmpty() {
    return false; // what a loop carries is written even if it makes no round
  }

  @Override
  int split(int threads) {
    return 1;
  }

  @Override
  void task(Worker worker, int task) {
    body().run(worker.frame, 0, 1);
    keepFault(worker, 0, 0);
  }
}
