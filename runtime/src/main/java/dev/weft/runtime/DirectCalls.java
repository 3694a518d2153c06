// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.diagnostic.Source;
import dev.weft.program.Program;
import dev.weft.tensor.Tensor;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Small calls of a program that is one loop, without preparation. Thread-safe; threads rarely meet,
 * as each looks for a call to use again in a place of its own.
 */
public final class DirectCalls {
  private static final int PLACES = 16;

  /** Places lie so many references apart: in cache lines of their own. */
  private static final int APART = 32;

  private final DirectForm form;
  private final Device.Small kernel;
  private final Source source;
  private final AtomicReferenceArray<DirectCall> idle =
      new AtomicReferenceArray<>((PLACES + 1) * APART);

  private DirectCalls(DirectForm form, Device.Small kernel) {
    Program program = form.program();
    this.form = form;
    this.kernel = kernel;
    this.source = new Source(program.sourceName(), program.source());
  }

  /** Those of a program, if it has the form and its kernels run in this JVM. */
  static Optional<DirectCalls> of(Program program, Device.LoadedKernels kernels) {
    return DirectForm.of(program)
        .flatMap(
            form ->
                Optional.ofNullable(kernels.small(form.launch().kernel()))
                    .map(kernel -> new DirectCalls(form, kernel)));
  }

  /** A call to set operands of and to run. */
  public DirectCall take() {
    DirectCall call = idle.getAndSet(place(), null);
    return call != null ? call : new DirectCall(form, kernel, source, this);
  }

  void give(DirectCall call) {
    idle.setRelease(place(), call);
  }

  private static int place() {
    return (1 + ((int) Thread.currentThread().threadId() & PLACES - 1)) * APART;
  }

  /** Runs a call on tensors, or declines and leaves all as it is. */
  boolean run(RunOptions options, Tensor[] inputs, Tensor[] results) {
    if (inputs.length != form.readers().length) {
      return false;
    }
    DirectCall call = take();
    for (int i = 0; i < inputs.length; i++) {
      call.input(i, inputs[i]);
    }
    for (int i = 0; i < results.length; i++) {
      if (results[i] != null) {
        call.output(i, results[i]);
      }
    }
    if (!call.run(options)) {
      return false;
    }
    for (int i = 0; i < results.length; i++) {
      if (results[i] == null) {
        results[i] = call.tensor(i);
      }
    }
    call.end();
    return true;
  }
}
