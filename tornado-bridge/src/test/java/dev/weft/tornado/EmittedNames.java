// SPDX-License-Identifier: Apache-2.0
package dev.weft.tornado;

import dev.weft.compiler.elaborate.Elaborator;
import dev.weft.compiler.elaborate.Signature;
import dev.weft.compiler.elaborate.Template;
import dev.weft.compiler.jvm.TaskApi;
import dev.weft.compiler.jvm.TaskCode;
import dev.weft.compiler.jvm.TaskEmitter;
import dev.weft.compiler.jvm.TaskOperand;
import dev.weft.compiler.kernel.Kernel;
import dev.weft.compiler.pipeline.Compilation;
import dev.weft.compiler.schedule.GpuSchedule;
import dev.weft.compiler.schedule.GroupFold;
import dev.weft.compiler.schedule.GroupKernel;
import dev.weft.diagnostic.Source;
import dev.weft.dsl.WeftParser;
import dev.weft.tensor.DType;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The members of TornadoVM that emitted tasks name, as their class files say it. */
final class EmittedNames {
  private static final String TORNADO = "uk/ac/manchester/tornado/";
  private static final long SIZE = 100_000;

  private EmittedNames() {}

  /** A field or a method, as a class file refers to it. */
  record Member(String owner, String name, String descriptor, boolean field)
      implements Comparable<Member> {
    @Override
    public int compareTo(Member other) {
      return toString().compareTo(other.toString());
    }

    /** Finds it, as linking would. */
    void find(ClassLoader loader) throws ReflectiveOperationException {
      Class<?> type = Class.forName(owner.replace('/', '.'), false, loader);
      if (field) {
        Class<?> found = type.getField(name).getType();
        if (!found.descriptorString().equals(descriptor)) {
          throw new NoSuchFieldException(this + " is a " + found.getName());
        }
        return;
      }
      MethodType wanted = MethodType.fromMethodDescriptorString(descriptor, loader);
      Class<?> found = type.getMethod(name, wanted.parameterArray()).getReturnType();
      if (found != wanted.returnType()) {
        throw new NoSuchMethodException(this + " gives " + found.getName());
      }
    }
  }

  /** What the tasks of some programs name, which need every dtype, local memory and bits. */
  static TreeSet<Member> of(TaskApi names) {
    TreeSet<Member> members = new TreeSet<>();
    for (DType dtype : DType.values()) {
      if (!TornadoTarget.holds(dtype)) {
        continue;
      }
      for (String text : List.of("x + x", "sum(x)", "any(x != x)", "exp(f64(x)) - exp(f32(x))")) {
        boolean parts = dtype.isComplex() && text.contains("f64");
        for (Kernel naive : parts ? List.<Kernel>of() : kernels(text, dtype)) {
          members(names, naive, members);
        }
      }
    }
    for (Kernel naive : kernels("take(x, i64(x), axis=0)", DType.I32)) {
      members(names, naive, members);
    }
    return members;
  }

  private static List<Kernel> kernels(String text, DType dtype) {
    Source source = new Source("e", text);
    Template template = Template.of(WeftParser.parseExpression(source));
    Map<String, Signature.Argument> types = new LinkedHashMap<>();
    types.put("x", Signature.Argument.of(dtype, 1));
    var graph = Elaborator.elaborate(template, new Signature(types));
    return Compilation.compile("e", source, graph).naive();
  }

  private static void members(TaskApi names, Kernel naive, TreeSet<Member> found) {
    long[] extents = new long[naive.keptRank() + naive.reducedRank()];
    Arrays.fill(extents, SIZE);
    List<Kernel> forms = new ArrayList<>(List.of(GpuSchedule.apply(naive, Task.GROUP)));
    GroupFold.apply(naive, 1, SIZE, Task.GROUP)
        .ifPresent(stages -> stages.stream().map(GroupKernel::kernel).forEach(forms::add));
    for (Kernel form : forms) {
      List<TaskOperand> operands = new ArrayList<>();
      for (Kernel.Param param : form.params()) {
        operands.add(
            param.rank() == 0
                ? new TaskOperand.Number(0)
                : elements(operands.size(), param.rank()));
      }
      TaskCode code = TaskEmitter.emit(names, form, operands, extents);
      for (var entry : ClassFile.of().parse(code.bytes()).constantPool()) {
        if (entry instanceof MemberRefEntry ref
            && ref.owner().asInternalName().startsWith(TORNADO)) {
          found.add(
              new Member(
                  ref.owner().asInternalName(),
                  ref.name().stringValue(),
                  ref.type().stringValue(),
                  ref instanceof FieldRefEntry));
        }
      }
    }
  }

  private static TaskOperand elements(int array, int rank) {
    long[] shape = new long[rank];
    long[] strides = new long[rank];
    Arrays.fill(shape, SIZE);
    Arrays.fill(strides, 1);
    return new TaskOperand.Elements(array, 0, shape, strides);
  }
}
