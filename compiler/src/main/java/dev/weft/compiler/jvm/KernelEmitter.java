// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.kernel.KernelText;
import dev.weft.compiler.kernel.Operation;
import dev.weft.compiler.kernel.Stmt;
import dev.weft.compiler.type.CompilerBug;
import dev.weft.program.KernelCode;
import dev.weft.program.KernelCode.Domain;
import dev.weft.program.KernelCode.Launch;
import dev.weft.tensor.DType;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Kernels to class files: the scalar body, and the vector body where a loop may run in lanes. */
public final class KernelEmitter {
  static final String PACKAGE = "dev.weft.generated.";
  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private KernelEmitter() {}

  /**
   * Emits a kernel.
   *
   * @param scheduled the kernel to emit: one of the scheduled forms of the CPU, or any kernel of
   *     serial loops, naive ones included
   * @param naive what it was scheduled from, for the text that travels with the classes
   * @throws CompilerBug if the kernel has none of these forms, or a method of it would be larger
   *     than a class file allows
   */
  public static KernelCode emit(Kernel scheduled, Kernel naive) {
    String text = KernelText.print(scheduled);
    String name = PACKAGE + "k_" + hash(text);
    Lines lines = new Lines(scheduled);
    return FormReader.isDriven(scheduled)
        ? driven(scheduled, naive, name, lines)
        : serial(scheduled, naive, name, lines);
  }

  private static KernelCode driven(Kernel kernel, Kernel naive, String name, Lines lines) {
    Form form = Flags.asInts(FormReader.read(kernel), lines);
    String scalar = name + "_scalar";
    String vector = name + "_vector";
    String source = kernel.name() + ".kernel";
    String scalarName = internal(scalar);
    ClassBuilder scalars = new ClassBuilder(scalarName, source, Types.BODY);
    new DrivenClass(KernelClass.of(scalars, scalarName, kernel, form, lines), false).write();
    ClassBuilder vectors = new ClassBuilder(internal(vector), source, Types.BODY);
    boolean hasVector =
        new DrivenClass(KernelClass.of(vectors, scalarName, kernel, form, lines), true).write();
    List<DType> accumulators = form.fold() == null ? List.of() : Reductions.dtypes(form.fold());
    List<DType> scratch = new ArrayList<>(form.scratch().values());
    if (form.fold() != null && !form.fold().isScan()) {
      scratch.addAll(accumulators);
    }
    return new KernelCode(
        name,
        scalar,
        scalars.finish(),
        hasVector ? vector : "",
        hasVector ? vectors.finish() : new byte[0],
        parameters(kernel, form.domains()),
        accumulators,
        scratch,
        launch(form),
        operations(naive),
        faults(kernel),
        KernelText.print(naive));
  }

  private static Launch launch(Form form) {
    if (form.fold() != null) {
      return form.fold().isScan() ? Launch.SCAN : Launch.FOLD;
    }
    return form.scratch().isEmpty() ? Launch.MAP : Launch.STAGED_MAP;
  }

  /** Loads and stores are not counted: every kernel has them. */
  private static int operations(Kernel kernel) {
    int[] count = {0};
    Uses.statements(
        kernel.body(),
        stmt -> {
          boolean loads = stmt instanceof Stmt.Let(_, _, Operation.Load _);
          count[0] += stmt instanceof Stmt.Let && !loads ? 1 : 0;
        });
    return count[0];
  }

  private static KernelCode serial(Kernel kernel, Kernel naive, String name, Lines lines) {
    String scalar = name + "_scalar";
    ClassBuilder builder =
        new ClassBuilder(internal(scalar), kernel.name() + ".kernel", Types.BODY);
    new SerialClass(builder, kernel, lines).write();
    return new KernelCode(
        name,
        scalar,
        builder.finish(),
        "",
        new byte[0],
        parameters(kernel, Map.of()),
        List.of(),
        List.of(),
        Launch.SERIAL,
        operations(naive),
        faults(kernel),
        KernelText.print(naive));
  }

  private static List<KernelCode.Parameter> parameters(Kernel kernel, Map<String, Domain> domains) {
    List<KernelCode.Parameter> parameters = new ArrayList<>();
    for (Kernel.Param param : kernel.params()) {
      Domain domain = domains.getOrDefault(param.name(), Domain.WHOLE);
      boolean written = param.mode() == Kernel.Mode.OUT;
      parameters.add(
          new KernelCode.Parameter(param.name(), param.dtype(), param.rank(), written, domain));
    }
    return parameters;
  }

  private static List<KernelCode.FaultSite> faults(Kernel kernel) {
    return kernel.sites().stream()
        .map(
            site ->
                new KernelCode.FaultSite(
                    site.fault().code(), site.fault().message(), site.start(), site.end()))
        .toList();
  }

  static String internal(String name) {
    return name.replace('.', '/');
  }

  /**
   * 64 bits of FNV-1a over the characters. A digest of the JDK would take longer to start than a
   * small text takes to compile, and kernels of one program are all that a name tells apart.
   */
  private static String hash(String text) {
    long hash = FNV_BASIS;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return HexFormat.of().toHexDigits(hash);
  }
}
