// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import dev.weft.program.Program.SymbolSource;
import dev.weft.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads what {@link ProgramWriter} wrote, or anything that pretends to be it: no count is believed
 * beyond the bytes that are there, and nesting has a limit.
 */
final class ProgramReader {
  private static final int MOST_NESTED = 64;
  private static final int LONGEST_DIM = 100_000;
  private static final long DEEPEST_DIM = 500;

  private final ByteBuffer in;
  private int nested;

  private ProgramReader(ByteBuffer in) {
    this.in = in;
  }

  /**
   * Reads the body of the file form.
   *
   * @throws IllegalArgumentException where the bytes are no program
   */
  static Program read(int abi, ByteBuffer in) {
    ProgramReader reader = new ProgramReader(in);
    Program program = reader.program(abi);
    if (in.hasRemaining()) {
      throw new IllegalArgumentException(in.remaining() + " bytes follow the program");
    }
    return program;
  }

  private Program program(int abi) {
    return new Program(
        abi,
        text(),
        text(),
        text(),
        list(this::input),
        list(this::symbol),
        list(this::guard),
        list(this::constant),
        steps(),
        list(() -> new Program.Output(text(), integer(), flag())),
        list(this::kernel));
  }

  private void need(long count) {
    if (count < 0 || count > in.remaining()) {
      throw new IllegalArgumentException("the file ends in the middle of the program");
    }
  }

  private int integer() {
    need(Integer.BYTES);
    return in.getInt();
  }

  private long number() {
    need(Long.BYTES);
    return in.getLong();
  }

  private byte octet() {
    need(1);
    return in.get();
  }

  private boolean flag() {
    return octet() != 0;
  }

  private <T> List<T> list(Supplier<T> element) {
    int count = integer();
    need(count); // an element takes at least a byte
    List<T> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(element.get());
    }
    return values;
  }

  private byte[] bytes() {
    int count = integer();
    need(count);
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private String text() {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(bytes());
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a text is not UTF-8", e);
    }
  }

  private <E extends Enum<E>> E choice(Class<E> type) {
    return Enum.valueOf(type, text());
  }

  private DType dtype() {
    return choice(DType.class);
  }

  private Dim dim() {
    String text = text();
    long calls = text.chars().filter(c -> c == '(').count();
    if (text.length() > LONGEST_DIM || calls > DEEPEST_DIM) {
      throw new IllegalArgumentException("a size of " + text.length() + " characters");
    }
    return DimText.parse(text);
  }

  private List<Dim> dims() {
    return list(this::dim);
  }

  private Program.Input input() {
    return new Program.Input(text(), dtype(), integer(), flag());
  }

  private SymbolSource symbol() {
    String name = text();
    return switch (octet()) {
      case 0 -> new SymbolSource.Axis(name, integer(), integer());
      case 1 -> new SymbolSource.Value(name, integer());
      default -> throw new IllegalArgumentException("no source of symbol " + name);
    };
  }

  private Program.Guard guard() {
    return new Program.Guard(
        choice(Program.Relation.class),
        dim(),
        dim(),
        text(),
        text(),
        integer(),
        integer(),
        list(() -> new Program.Label(integer(), integer(), text())),
        text());
  }

  private Program.Constant constant() {
    int slot = integer();
    DType dtype = dtype();
    List<Long> shape = list(this::number);
    byte[] bytes = bytes();
    if (bytes.length % dtype.bytes() != 0) {
      throw new IllegalArgumentException("constant %" + slot + " has broken elements");
    }
    return new Program.Constant(slot, dtype, shape, ElementBytes.read(dtype, bytes));
  }

  private KernelCode kernel() {
    return new KernelCode(
        text(),
        text(),
        bytes(),
        text(),
        bytes(),
        list(
            () ->
                new KernelCode.Parameter(
                    text(), dtype(), integer(), flag(), choice(KernelCode.Domain.class))),
        list(this::dtype),
        list(this::dtype),
        choice(KernelCode.Launch.class),
        integer(),
        list(() -> new KernelCode.FaultSite(text(), text(), integer(), integer())),
        text());
  }

  private List<Step> steps() {
    if (++nested > MOST_NESTED) {
      throw new IllegalArgumentException("steps are nested more than " + MOST_NESTED + " deep");
    }
    List<Step> steps = list(this::step);
    nested--;
    return steps;
  }

  private Step step() {
    int tag = octet();
    StepTag[] tags = StepTag.values();
    if (tag < 0 || tag >= tags.length) {
      throw new IllegalArgumentException("no step has number " + tag);
    }
    return switch (tags[tag]) {
      case VIEW -> new Step.View(integer(), integer(), movement());
      case ALLOC -> new Step.Alloc(integer(), dtype(), dims(), integer());
      case IOTA -> new Step.Iota(integer(), dim());
      case SIZE_OF -> new Step.SizeOf(integer(), dim());
      case LAUNCH ->
          new Step.Launch(integer(), list(this::integer), dims(), dims(), integer(), integer());
      case COPY -> new Step.Copy(integer(), integer());
      case REPEAT -> new Step.Repeat(integer(), dim(), number(), dim(), list(this::swap), steps());
      case WHILE ->
          new Step.While(
              steps(), integer(), dim(), list(this::swap), steps(), integer(), integer());
      case BRANCH ->
          new Step.Branch(
              integer(),
              list(() -> new Step.Choice(integer(), integer(), integer())),
              steps(),
              steps());
      case ASSERT -> new Step.Assert(integer(), text(), integer(), integer());
      case BIND_SIZE -> new Step.BindSize(text(), integer(), dim());
      case POSITIONS -> new Step.Positions(integer(), integer());
      case PERFORM ->
          new Step.Perform(
              procedure(), list(this::integer), list(this::integer), integer(), integer());
    };
  }

  private Procedure procedure() {
    return switch (octet()) {
      case 0 -> new Procedure.Sort();
      case 1 -> new Procedure.Argsort();
      case 2 -> new Procedure.Search(false);
      case 3 -> new Procedure.Search(true);
      case 4 -> new Procedure.Segments();
      case 5 -> new Procedure.Routine(text());
      case 6 -> new Procedure.Last();
      case 7 -> new Procedure.Select();
      default -> throw new IllegalArgumentException("no such procedure");
    };
  }

  private Step.Swap swap() {
    return new Step.Swap(integer(), integer(), integer());
  }

  private Movement movement() {
    return switch (octet()) {
      case 0 -> new Movement.Reshape(dims());
      case 1 -> new Movement.Permute(list(this::integer));
      case 2 -> new Movement.Broadcast(dims());
      case 3 -> new Movement.Slice(dims(), dims(), list(this::number));
      default -> throw new IllegalArgumentException("no such movement");
    };
  }
}
