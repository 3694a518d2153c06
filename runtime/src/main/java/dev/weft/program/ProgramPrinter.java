// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import dev.weft.diagnostic.Wording;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Prints what {@link ProgramParser} reads. */
final class ProgramPrinter {
  private final StringBuilder out = new StringBuilder();
  private int depth;

  /** Starts a line and writes words with spaces between them. */
  private void line(Object... words) {
    out.repeat("  ", depth);
    words(words);
    out.append('\n');
  }

  private void words(Object... words) {
    String space = "";
    for (Object word : words) {
      out.append(space).append(word);
      space = " ";
    }
  }

  private static String slot(int slot) {
    return "%" + slot;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String dim(Dim dim) {
    return "[" + dim + "]";
  }

  private static String list(Collection<?> values) {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    values.forEach(value -> text.add(value.toString()));
    return text.toString();
  }

  private static String slots(List<Integer> slots) {
    StringJoiner text = new StringJoiner(", ", "(", ")");
    slots.forEach(slot -> text.add(slot(slot)));
    return text.toString();
  }

  private static String at(int start, int end) {
    return "at " + start + ".." + end;
  }

  /** A text in quotes; everything that could end a line or the text is escaped. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        default -> {
          if (Character.isISOControl(c) || Character.isSurrogate(c)) {
            quoted.append(Wording.of("\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  String print(Program program) {
    line("program", quoted(program.name()), "abi", program.abi());
    line("source", quoted(program.sourceName()), quoted(program.source()));
    for (int i = 0; i < program.inputs().size(); i++) {
      Program.Input input = program.inputs().get(i);
      String weak = input.weak() ? " weak" : "";
      line("input", slot(i), quoted(input.name()), input.dtype(), "rank", input.rank() + weak);
    }
    program.symbols().forEach(this::symbol);
    program.guards().forEach(this::guard);
    program.constants().forEach(this::constant);
    program.steps().forEach(this::step);
    for (Program.Output output : program.outputs()) {
      String complex = output.complex() ? " complex" : "";
      line("output", quoted(output.name()), slot(output.slot()) + complex);
    }
    program.kernels().forEach(this::kernel);
    return out.toString();
  }

  private void symbol(Program.SymbolSource source) {
    String name = quoted(source.symbol());
    switch (source) {
      case Program.SymbolSource.Axis axis ->
          line("symbol", name, "axis", axis.axis(), "of", slot(axis.input()));
      case Program.SymbolSource.Value value -> line("symbol", name, "value", slot(value.input()));
    }
  }

  private void guard(Program.Guard guard) {
    line(
        "guard",
        dim(guard.left()),
        word(guard.relation()),
        dim(guard.right()),
        quoted(guard.code()),
        at(guard.start(), guard.end()),
        quoted(guard.message()),
        "help",
        quoted(guard.help()));
    depth++;
    guard.labels().forEach(l -> line("label", at(l.start(), l.end()), quoted(l.text())));
    depth--;
  }

  private void constant(Program.Constant constant) {
    String elements = ElementText.print(constant.data());
    line(slot(constant.slot()), "=", constant.dtype(), list(constant.shape()), elements);
  }

  private void step(Step step) {
    switch (step) {
      case Step.View view ->
          line(slot(view.slot()), "= view", slot(view.source()), movement(view.movement()));
      case Step.Alloc alloc -> {
        boolean result = alloc.storage() == Step.Alloc.RESULT;
        String storage = result ? "result" : "storage " + alloc.storage();
        line(slot(alloc.slot()), "= alloc", alloc.dtype(), list(alloc.shape()), storage);
      }
      case Step.Iota iota -> line(slot(iota.slot()), "= iota", dim(iota.size()));
      case Step.SizeOf size -> line(slot(size.slot()), "= size", dim(size.size()));
      case Step.BindSize bind ->
          line("bind", quoted(bind.symbol()), slot(bind.count()), "most", dim(bind.most()));
      case Step.Positions positions ->
          line("positions", slot(positions.into()), "of", slot(positions.mask()));
      case Step.Launch launch ->
          line(
              "launch",
              launch.kernel(),
              slots(launch.operands()),
              "kept",
              list(launch.kept()),
              "reduced",
              list(launch.reduced()),
              at(launch.start(), launch.end()));
      case Step.Copy copy -> line("copy", slot(copy.into()), "from", slot(copy.from()));
      case Step.Perform perform ->
          line(
              "perform",
              slots(perform.results()),
              "=",
              perform.procedure().text(ProgramPrinter::quoted),
              slots(perform.operands()),
              at(perform.start(), perform.end()));
      case Step.Repeat repeat -> {
        line(
            "repeat",
            slot(repeat.index()),
            "from",
            dim(repeat.first()),
            "by",
            repeat.step(),
            "times",
            dim(repeat.count()),
            swaps(repeat.swaps()));
        block(repeat.body());
        line("end");
      }
      case Step.While loop -> {
        line(
            "while",
            slot(loop.condition()),
            "limit",
            dim(loop.limit()),
            swaps(loop.swaps()),
            at(loop.start(), loop.end()));
        block(loop.test());
        line("do");
        block(loop.body());
        line("end");
      }
      case Step.Branch branch -> branch(branch);
      case Step.Assert check ->
          line(
              "assert",
              slot(check.condition()),
              quoted(check.message()),
              at(check.start(), check.end()));
    }
  }

  private void block(List<Step> steps) {
    depth++;
    steps.forEach(this::step);
    depth--;
  }

  private static String swaps(List<Step.Swap> swaps) {
    StringJoiner text = new StringJoiner(", ", "carry (", ")");
    for (Step.Swap swap : swaps) {
      text.add(slot(swap.current()) + " = " + slot(swap.initial()) + " then " + slot(swap.next()));
    }
    return text.toString();
  }

  private void branch(Step.Branch branch) {
    StringJoiner results = new StringJoiner(", ", "(", ")");
    for (Step.Choice choice : branch.results()) {
      String sides = slot(choice.fromTrue()) + " else " + slot(choice.fromFalse());
      results.add(slot(choice.slot()) + " = " + sides);
    }
    line("branch", slot(branch.condition()), "gives", results);
    block(branch.whenTrue());
    line("else");
    block(branch.whenFalse());
    line("end");
  }

  private static String movement(Movement movement) {
    return switch (movement) {
      case Movement.Reshape reshape -> "reshape " + list(reshape.shape());
      case Movement.Permute permute -> "permute " + list(permute.axes());
      case Movement.Broadcast broadcast -> "broadcast " + list(broadcast.shape());
      case Movement.Slice slice ->
          "slice from "
              + list(slice.start())
              + " size "
              + list(slice.size())
              + " by "
              + list(slice.step());
    };
  }

  private void kernel(KernelCode code) {
    line(
        "kernel",
        quoted(code.name()),
        word(code.launch()),
        "operations",
        code.operations(),
        "scalar",
        quoted(code.scalarClass()),
        "vector",
        quoted(code.vectorClass()));
    depth++;
    for (KernelCode.Parameter parameter : code.parameters()) {
      String written = parameter.written() ? " written" : "";
      line(
          "param",
          quoted(parameter.name()),
          parameter.dtype(),
          "rank",
          parameter.rank(),
          word(parameter.domain()) + written);
    }
    if (!code.accumulators().isEmpty()) {
      line("accumulators", list(code.accumulators()));
    }
    if (!code.scratch().isEmpty()) {
      line("scratch", list(code.scratch()));
    }
    for (KernelCode.FaultSite site : code.faults()) {
      line("check", quoted(site.code()), quoted(site.message()), at(site.start(), site.end()));
    }
    if (!code.text().isEmpty()) {
      for (String row : code.text().split("\n", -1)) {
        line("|" + row);
      }
    }
    depth--;
  }
}
