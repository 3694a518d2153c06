// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.kernel.KernelText;
import dev.weft.program.KernelCode;
import dev.weft.program.Program;
import dev.weft.runtime.Device;
import java.util.List;
import java.util.Optional;

/**
 * {@link TornadoDevice} on an NVIDIA GPU, but for products of matrices, which are left to cuBLAS.
 * It sums in an order of its own, so its bits are others, and nobody gets them who did not ask for
 * this device by its name. Found as a service.
 */
public final class CublasDevice implements Device {
  static final String NAME = TornadoDevice.NAME + "+cublas";
  private static final String CUDA = "CUDA";

  private final TornadoVm vm;

  /** The device of this process. */
  public CublasDevice() {
    this(TornadoVm.find());
  }

  CublasDevice(TornadoVm vm) {
    this.vm = vm;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean sameBits() {
    return false;
  }

  @Override
  public Availability availability() {
    try {
      find();
      return new Availability(true, vm.reason() + " with cuBLAS");
    } catch (IllegalStateException missing) {
      return new Availability(false, missing.getMessage());
    }
  }

  /**
   * The library.
   *
   * @throws IllegalStateException if it cannot be used; the message says why
   */
  private Cublas find() {
    if (!vm.isUsable()) {
      throw new IllegalStateException(vm.reason());
    }
    Connection to = vm.connection();
    String backend = to.device().backend();
    if (!backend.equals(CUDA)) {
      throw new IllegalStateException(
          "cuBLAS comes with TornadoVM's CUDA backend, and this is "
              + backend
              + " (get it with: sdk install tornadovm, a version that ends in -cuda)");
    }
    try {
      return new Cublas(to.loader());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this TornadoVM has no cuBLAS that Weft knows: " + e, e);
    }
  }

  @Override
  public List<Refusal> refusals(Program program) {
    return new TornadoTarget(NAME).refusals(program);
  }

  @Override
  public Optional<String> remark(KernelCode kernel) {
    return LibraryProduct.remark(KernelText.parse(kernel.text()));
  }

  @Override
  public LoadedKernels load(Program program) {
    Cublas cublas;
    try {
      cublas = find();
    } catch (IllegalStateException missing) {
      throw new IllegalStateException(
          "device " + NAME + " is not available: " + missing.getMessage(), missing);
    }
    new TornadoTarget(NAME).require(program);
    return new TornadoKernels(program, vm.connection(), cublas);
  }
}
