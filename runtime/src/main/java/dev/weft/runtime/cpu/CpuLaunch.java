// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import dev.weft.event.LaunchEvent;
import dev.weft.event.Recorder;
import dev.weft.parallel.Tasks;
import dev.weft.parallel.Workers;
import dev.weft.runtime.Device;
import dev.weft.runtime.KernelBody;
import dev.weft.runtime.LaunchFault;
import dev.weft.runtime.RunOptions;
import dev.weft.runtime.RunOptions.Bodies;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * A launch cut into tasks that any thread may take. Which thread takes which changes no bit: tasks
 * write disjoint elements, and what they leave to be combined is combined in one order.
 */
abstract class CpuLaunch implements Device.Launch, Tasks {
  final Domain domain;
  final Tuning tuning;
  private final CpuKernel kernel;
  private final CpuSession session;
  private final FaultCell faults = new FaultCell();
  private Worker[] workers = new Worker[1];
  private Object[] arrays;
  private long[] offsets;

  /** The body for all of this run; null to take at each window what the kernel has by then. */
  private KernelBody body;

  private Thread caller;
  private volatile boolean stopped;

  CpuLaunch(Domain domain, CpuKernel kernel, CpuSession session) {
    this.domain = domain;
    this.kernel = kernel;
    this.session = session;
    this.tuning = kernel.tuning();
  }

  /** Cuts the work for so many threads; returns the number of tasks. */
  abstract int split(int threads);

  abstract void task(Worker worker, int task);

  /** True if there is nothing to write. */
  boolean isEmpty() {
    return domain.keptSize == 0;
  }

  /** What remains when all tasks are done. */
  void complete(Worker worker) {}

  abstract Worker newWorker(Workspace workspace);

  @Override
  public final LaunchFault run(Object[] operands, long[] starts, RunOptions options) {
    if (isEmpty()) {
      return null;
    }
    arrays = operands;
    offsets = starts;
    KernelBody first = kernel.body(options.bodies(), domain.work);
    body = options.bodies() == Bodies.AUTO ? null : first;
    caller = Thread.currentThread();
    if (stopped) { // a write that others must see at once is dear
      stopped = false;
    }
    int threads = domain.work < tuning.parallelWork() ? 1 : options.threads();
    LaunchEvent event = Recorder.launch();
    try {
      runTasks(threads, options);
      if (event != null) {
        event.end(domain.code.name(), domain.work, threads, kernel.status().state().name());
      }
      if (stopped) {
        throw new CancellationException("interrupted while " + domain.code.name() + " ran");
      }
      return faults.take();
    } finally {
      release();
    }
  }

  private void runTasks(int threads, RunOptions options) {
    int tasks = split(threads);
    if (threads == 1 || tasks == 1) {
      Worker worker = worker(0);
      for (int i = 0; i < tasks && (i == 0 || !isStopped()); i++) {
        task(worker, i);
      }
    } else {
      int most = Math.min(threads, tasks);
      if (workers.length < most) {
        workers = Arrays.copyOf(workers, most);
      }
      new Workers(threads, options.executor()).run(tasks, this);
    }
    if (!stopped) {
      complete(worker(0));
    }
  }

  @Override
  public final void run(int worker, int task) {
    task(worker(worker), task);
  }

  /** The worker of a number below the number of threads, bound to the operands of this run. */
  final Worker worker(int number) {
    Worker worker = workers[number];
    if (worker == null) {
      worker = newWorker(session.workspace(number));
      workers[number] = worker;
    }
    if (!worker.isBound()) {
      worker.bind(arrays, offsets);
    }
    return worker;
  }

  private void release() {
    faults.take();
    for (Worker worker : workers) {
      if (worker != null) {
        worker.release();
      }
    }
    arrays = null;
    offsets = null;
    caller = null;
    body = null;
  }

  /** A long launch does not end on the body that it began with: all of them give the same bits. */
  final KernelBody body() {
    return body != null ? body : kernel.current();
  }

  final long offset(int parameter) {
    return offsets[parameter];
  }

  /** Makes all threads leave their tasks at the next window. */
  @Override
  public final void stop() {
    stopped = true;
  }

  /** Polled between windows: true if the launch is to end early. */
  @Override
  public final boolean isStopped() {
    Thread waiting = caller;
    if (waiting != null && waiting.isInterrupted()) {
      stopped = true;
    }
    return stopped;
  }

  /** Takes a fault from a frame, if there is one, in a window that lies along the kept axes. */
  final void keepFault(Worker worker, long kept, long reduced) {
    if (worker.frame.faultSite() >= 0) {
      int element = worker.frame.faultElement();
      faults.note(worker.frame.faultSite(), kept + element, reduced);
      worker.frame.clearFault();
    }
  }

  /** Takes a fault from a frame, if there is one, in a window that lies along the reduced axes. */
  final void keepReducedFault(Worker worker, long kept, long reduced) {
    if (worker.frame.faultSite() >= 0) {
      int element = worker.frame.faultElement();
      faults.note(worker.frame.faultSite(), kept, reduced + element);
      worker.frame.clearFault();
    }
  }
}
