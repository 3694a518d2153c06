// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.program.KernelCode;
import dev.weft.program.Program;
import dev.weft.program.ProgramFile;
import dev.weft.runtime.Frame;
import dev.weft.runtime.KernelBody;
import dev.weft.runtime.LoadedProgram;
import dev.weft.runtime.RunOptions;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KernelLoaderTest {
  private static final ClassDesc FRAME = Frame.class.describeConstable().orElseThrow();
  private static final ClassDesc BODY = KernelBody.class.describeConstable().orElseThrow();

  /** A class whose {@code run} copies the first element of parameter 0 to parameter 1. */
  private static byte[] classFile(String name) {
    MethodTypeDesc run =
        MethodTypeDesc.of(
            ConstantDescs.CD_void, FRAME, ConstantDescs.CD_long, ConstantDescs.CD_int);
    return ClassFile.of()
        .build(
            ClassDesc.of(name),
            type ->
                type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL)
                    .withInterfaceSymbols(BODY)
                    .withMethodBody(
                        "<init>",
                        ConstantDescs.MTD_void,
                        ClassFile.ACC_PUBLIC,
                        code ->
                            code.aload(0)
                                .invokespecial(
                                    ConstantDescs.CD_Object, "<init>", ConstantDescs.MTD_void)
                                .return_())
                    .withMethodBody(
                        "run",
                        run,
                        ClassFile.ACC_PUBLIC,
                        code -> {
                          element(code, 1);
                          element(code, 0);
                          code.daload().dastore().return_();
                        }));
  }

  private static void element(CodeBuilder code, int parameter) {
    code.aload(1)
        .getfield(FRAME, "arrays", ConstantDescs.CD_Object.arrayType())
        .loadConstant(parameter)
        .aaload()
        .checkcast(ConstantDescs.CD_double.arrayType())
        .aload(1)
        .getfield(FRAME, "bases", ConstantDescs.CD_int.arrayType())
        .loadConstant(parameter)
        .iaload();
  }

  private static Program program(byte[] scalar) {
    KernelCode copy = CopyBody.code(DType.F64, 0);
    KernelCode code =
        new KernelCode(
            "k",
            "weft.kernels.K",
            scalar,
            "weft.kernels.V",
            new byte[] {1},
            copy.parameters(),
            List.of(),
            List.of(),
            KernelCode.Launch.MAP,
            1,
            List.of(),
            "");
    return Launches.program(
        code, List.of(Tensor.scalar(1.0)), new long[0], new long[0], List.of(new long[0]));
  }

  @Test
  void aProgramFromBytesRuns() throws IOException {
    byte[] bytes = ProgramFile.toBytes(program(classFile("weft.kernels.K")));
    LoadedProgram loaded = LoadedProgram.load(ProgramFile.fromBytes(bytes), CpuDevice.instance());
    Tensor result = loaded.run(RunOptions.DEFAULT, Tensor.scalar(42.5))[0];
    assertArrayEquals(new double[] {42.5}, (double[]) result.storage());
  }

  @Test
  void classesGoWithTheirProgram() throws InterruptedException {
    List<WeakReference<BodySource>> loaders = new ArrayList<>();
    CpuDevice device =
        new CpuDevice(
            Tuning.DEFAULT,
            program -> {
              KernelLoader loader = new KernelLoader(program);
              loaders.add(new WeakReference<>(loader));
              return loader;
            });
    for (int i = 0; i < 20; i++) {
      LoadedProgram loaded = LoadedProgram.load(program(classFile("weft.kernels.K")), device);
      assertEquals(i, loaded.run(RunOptions.DEFAULT, Tensor.scalar((double) i))[0].getDouble());
    }
    for (int i = 0; i < 100 && loaders.stream().anyMatch(l -> l.get() != null); i++) {
      System.gc();
      Thread.sleep(20);
    }
    for (WeakReference<BodySource> loader : loaders) {
      assertNull(loader.get());
    }
  }

  @Test
  void aBrokenClassFileIsNamed() {
    LoadedProgram loaded = LoadedProgram.load(program(new byte[] {1, 2, 3}), CpuDevice.instance());
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> loaded.run(RunOptions.DEFAULT, Tensor.scalar(1.0)));
    assertEquals("kernel class weft.kernels.K cannot be loaded", e.getMessage());
  }

  @Test
  void theMissingModuleIsNamed() {
    LoadedProgram loaded =
        LoadedProgram.load(program(classFile("weft.kernels.K")), CpuDevice.instance());
    String reason = loaded.kernels().getFirst().reason();
    boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    assertTrue(present || reason.contains("--add-modules jdk.incubator.vector"), reason);
    assertTrue(CpuDevice.instance().availability().available());
  }
}
