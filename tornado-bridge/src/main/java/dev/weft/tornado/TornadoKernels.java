// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.jvm.TaskApi;
import dev.weft.compiler.jvm.TaskOperand;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.diagnostic.Wording;
import dev.weft.program.Program;
import dev.weft.program.Step;
import dev.weft.runtime.Device;
import dev.weft.runtime.KernelStatus;
import dev.weft.runtime.cpu.CpuDevice;
import dev.weft.tornado.TornadoApi.Found;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The kernels of one program, to be made tasks when sizes are known. */
final class TornadoKernels implements Device.LoadedKernels {
  private static final String ON_HOST =
      "a procedure, which the host performs between what the device does";

  private final Program program;
  private final TornadoApi api;
  private final TaskApi names;
  private final TaskClasses classes;
  private final List<Kernel> naive;
  private final Set<Object> constants = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Found device;

  /** What does products of matrices, or null. */
  private final Cublas cublas;

  /** Per kernel what became of its product when it was called last. */
  private final Map<Integer, String> remarks = new ConcurrentHashMap<>();

  private Device.LoadedKernels replay;

  /** How many plans were compiled, and what the last one took. */
  private int plans;

  private long nanos;

  /**
   * @param cublas what does products of matrices, or null
   */
  TornadoKernels(Program program, Connection to, Cublas cublas) {
    this.program = program;
    this.api = to.api();
    this.names = to.names();
    this.classes = new TaskClasses(to.loader(), api.takesMethods());
    this.naive = program.kernels().stream().map(code -> KernelText.parse(code.text())).toList();
    this.device = to.device();
    this.cublas = cublas;
    program.constants().forEach(constant -> constants.add(constant.data()));
  }

  Program program() {
    return program;
  }

  TornadoApi api() {
    return api;
  }

  TaskApi names() {
    return names;
  }

  /** True where local memory is faster than what it is filled from: on no processor. */
  boolean tiles() {
    return !device.isProcessor();
  }

  /** What does products of matrices, or null. */
  Cublas cublas() {
    return cublas;
  }

  /** The tasks of a launch that is a product of matrices which a library does. */
  Optional<List<Task>> product(TaskLaunch launch, List<TaskOperand> operands, Task.Arrays arrays) {
    if (cublas == null) {
      return Optional.empty();
    }
    LibraryProduct product = LibraryProduct.of(this, launch, operands, arrays);
    product.remark().ifPresent(said -> remarks.put(launch.number(), said));
    return product.tasks();
  }

  TaskClasses classes() {
    return classes;
  }

  List<Kernel> naive() {
    return naive;
  }

  /** Arrays whose contents never change. */
  Set<Object> constants() {
    return constants;
  }

  /** The same kernels on the processor, which tells what a failed check was about. */
  synchronized Device.LoadedKernels replay() {
    if (replay == null) {
      replay = CpuDevice.instance().load(program);
    }
    return replay;
  }

  /** Notes that a plan was compiled and run for the first time. */
  synchronized void compiled(long took) {
    plans++;
    nanos = took;
  }

  /** What it costs that sizes are constants of a task. */
  private synchronized String cost() {
    String so = "sizes are constants of its tasks, so a new shape is compiled first";
    return plans == 0
        ? so
        : so + Wording.of(" (%d so far, the last in %d ms)", plans, Math.round(nanos / 1e6));
  }

  @Override
  public Device.Session open() {
    return new TornadoSession(this);
  }

  @Override
  public List<KernelStatus> status() {
    String reason = device.name() + "; " + cost();
    Stream<KernelStatus> tasks =
        IntStream.range(0, naive.size())
            .mapToObj(
                k ->
                    new KernelStatus(
                        program.kernels().get(k).name(),
                        KernelStatus.State.DEVICE,
                        remark(k).map(said -> said + "; ").orElse("") + reason));
    return Stream.concat(tasks, procedures()).toList();
  }

  private Optional<String> remark(int kernel) {
    return cublas == null
        ? Optional.empty()
        : Optional.ofNullable(remarks.get(kernel))
            .or(() -> LibraryProduct.remark(naive.get(kernel)));
  }

  /** What no kernel computes stays on the host, which is told like all else. */
  private Stream<KernelStatus> procedures() {
    return Step.nested(program.steps())
        .filter(Step.Perform.class::isInstance)
        .map(step -> ((Step.Perform) step).procedure().text(name -> name))
        .distinct()
        .map(name -> new KernelStatus(name, KernelStatus.State.SCALAR, ON_HOST));
  }
}
