// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import dev.weft.tensor.DType;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the parts of a program as bytes; {@link ProgramReader} is its mirror. */
final class ProgramWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private ProgramWriter() {}

  /** The body of the file form: all but its head and its checksum. */
  static byte[] write(Program program) {
    ProgramWriter writer = new ProgramWriter();
    try {
      writer.program(program);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array takes everything
    }
    return writer.bytes.toByteArray();
  }

  /** Writes one element of a list. */
  @FunctionalInterface
  private interface Element<T> {
    void write(T value) throws IOException;
  }

  private <T> void list(List<T> values, Element<T> element) throws IOException {
    out.writeInt(values.size());
    for (T value : values) {
      element.write(value);
    }
  }

  private void text(String value) throws IOException {
    bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  private void bytes(byte[] value) throws IOException {
    out.writeInt(value.length);
    out.write(value);
  }

  private void choice(Enum<?> value) throws IOException {
    text(value.name());
  }

  private void dim(Dim dim) throws IOException {
    text(dim.toString());
  }

  private void dims(List<Dim> dims) throws IOException {
    list(dims, this::dim);
  }

  private void integers(List<Integer> values) throws IOException {
    list(values, out::writeInt);
  }

  private void longs(List<Long> values) throws IOException {
    list(values, out::writeLong);
  }

  private void program(Program program) throws IOException {
    text(program.name());
    text(program.sourceName());
    text(program.source());
    list(program.inputs(), this::input);
    list(program.symbols(), this::symbol);
    list(program.guards(), this::guard);
    list(program.constants(), this::constant);
    steps(program.steps());
    list(program.outputs(), this::output);
    list(program.kernels(), this::kernel);
  }

  private void input(Program.Input input) throws IOException {
    text(input.name());
    choice(input.dtype());
    out.writeInt(input.rank());
    out.writeBoolean(input.weak());
  }

  private void symbol(Program.SymbolSource source) throws IOException {
    text(source.symbol());
    switch (source) {
      case Program.SymbolSource.Axis axis -> {
        out.writeByte(0);
        out.writeInt(axis.input());
        out.writeInt(axis.axis());
      }
      case Program.SymbolSource.Value value -> {
        out.writeByte(1);
        out.writeInt(value.input());
      }
    }
  }

  private void guard(Program.Guard guard) throws IOException {
    choice(guard.relation());
    dim(guard.left());
    dim(guard.right());
    text(guard.code());
    text(guard.message());
    span(guard.start(), guard.end());
    list(
        guard.labels(),
        label -> {
          span(label.start(), label.end());
          text(label.text());
        });
    text(guard.help());
  }

  private void span(int start, int end) throws IOException {
    out.writeInt(start);
    out.writeInt(end);
  }

  private void constant(Program.Constant constant) throws IOException {
    out.writeInt(constant.slot());
    choice(constant.dtype());
    longs(constant.shape());
    bytes(ElementBytes.of(constant.data()));
  }

  private void output(Program.Output output) throws IOException {
    text(output.name());
    out.writeInt(output.slot());
    out.writeBoolean(output.complex());
  }

  private void kernel(KernelCode code) throws IOException {
    text(code.name());
    text(code.scalarClass());
    bytes(code.scalarBytes());
    text(code.vectorClass());
    bytes(code.vectorBytes());
    list(
        code.parameters(),
        parameter -> {
          text(parameter.name());
          choice(parameter.dtype());
          out.writeInt(parameter.rank());
          out.writeBoolean(parameter.written());
          choice(parameter.domain());
        });
    dtypes(code.accumulators());
    dtypes(code.scratch());
    choice(code.launch());
    out.writeInt(code.operations());
    list(
        code.faults(),
        site -> {
          text(site.code());
          text(site.message());
          span(site.start(), site.end());
        });
    text(code.text());
  }

  private void dtypes(List<DType> dtypes) throws IOException {
    list(dtypes, this::choice);
  }

  private void steps(List<Step> steps) throws IOException {
    list(steps, this::step);
  }

  private void step(Step step) throws IOException {
    out.writeByte(StepTag.of(step).ordinal());
    switch (step) {
      case Step.View view -> {
        out.writeInt(view.slot());
        out.writeInt(view.source());
        movement(view.movement());
      }
      case Step.Alloc alloc -> {
        out.writeInt(alloc.slot());
        choice(alloc.dtype());
        dims(alloc.shape());
        out.writeInt(alloc.storage());
      }
      case Step.Iota iota -> {
        out.writeInt(iota.slot());
        dim(iota.size());
      }
      case Step.SizeOf size -> {
        out.writeInt(size.slot());
        dim(size.size());
      }
      case Step.Launch launch -> {
        out.writeInt(launch.kernel());
        integers(launch.operands());
        dims(launch.kept());
        dims(launch.reduced());
        span(launch.start(), launch.end());
      }
      case Step.Copy copy -> {
        out.writeInt(copy.into());
        out.writeInt(copy.from());
      }
      case Step.Perform perform -> {
        procedure(perform.procedure());
        integers(perform.results());
        integers(perform.operands());
        span(perform.start(), perform.end());
      }
      case Step.Repeat repeat -> {
        out.writeInt(repeat.index());
        dim(repeat.first());
        out.writeLong(repeat.step());
        dim(repeat.count());
        list(repeat.swaps(), this::swap);
        steps(repeat.body());
      }
      case Step.While loop -> {
        steps(loop.test());
        out.writeInt(loop.condition());
        dim(loop.limit());
        list(loop.swaps(), this::swap);
        steps(loop.body());
        span(loop.start(), loop.end());
      }
      case Step.Branch branch -> {
        out.writeInt(branch.condition());
        list(branch.results(), this::result);
        steps(branch.whenTrue());
        steps(branch.whenFalse());
      }
      case Step.Assert check -> {
        out.writeInt(check.condition());
        text(check.message());
        span(check.start(), check.end());
      }
      case Step.BindSize bind -> {
        text(bind.symbol());
        out.writeInt(bind.count());
        dim(bind.most());
      }
      case Step.Positions positions -> {
        out.writeInt(positions.into());
        out.writeInt(positions.mask());
      }
    }
  }

  private void procedure(Procedure procedure) throws IOException {
    switch (procedure) {
      case Procedure.Sort _ -> out.writeByte(0);
      case Procedure.Argsort _ -> out.writeByte(1);
      case Procedure.Search search -> out.writeByte(search.last() ? 3 : 2);
      case Procedure.Segments _ -> out.writeByte(4);
      case Procedure.Last _ -> out.writeByte(6);
      case Procedure.Select _ -> out.writeByte(7);
      case Procedure.Routine routine -> {
        out.writeByte(5);
        text(routine.name());
      }
    }
  }

  private void swap(Step.Swap swap) throws IOException {
    out.writeInt(swap.initial());
    out.writeInt(swap.current());
    out.writeInt(swap.next());
  }

  private void result(Step.Choice result) throws IOException {
    out.writeInt(result.slot());
    out.writeInt(result.fromTrue());
    out.writeInt(result.fromFalse());
  }

  private void movement(Movement movement) throws IOException {
    switch (movement) {
      case Movement.Reshape reshape -> {
        out.writeByte(0);
        dims(reshape.shape());
      }
      case Movement.Permute permute -> {
        out.writeByte(1);
        integers(permute.axes());
      }
      case Movement.Broadcast broadcast -> {
        out.writeByte(2);
        dims(broadcast.shape());
      }
      case Movement.Slice slice -> {
        out.writeByte(3);
        dims(slice.start());
        dims(slice.size());
        longs(slice.step());
      }
    }
  }
}
