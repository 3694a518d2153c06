// SPDX-License-Identifier: Apache-2.0
package dev.weft.oracle;

import dev.weft.compiler.elaborate.Signature;
import dev.weft.compiler.elaborate.Signature.Argument;
import dev.weft.compiler.elaborate.Template;
import dev.weft.diagnostic.Source;
import dev.weft.dsl.Expr;
import dev.weft.dsl.TypeExpr;
import dev.weft.dsl.WeftParser;
import dev.weft.tensor.DType;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A text that may be anything, and inputs for whatever names it turns out to have.
 *
 * @param known inputs that come with the text
 * @param seed of the other inputs, each of which depends on its name alone besides
 */
record TextCase(boolean script, String text, Map<String, Tensor> known, long seed)
    implements Trial {
  private static final List<List<Long>> SHAPES =
      List.of(
          List.of(),
          List.of(3L),
          List.of(3L),
          List.of(4L),
          List.of(0L),
          List.of(1L),
          List.of(2L, 3L),
          List.of(3L, 3L),
          List.of(1L, 3L),
          List.of(2L, 0L),
          List.of(2L, 3L, 4L));
  private static final List<Long> SIZES = List.of(0L, 1L, 2L, 3L, 3L, 4L, 5L, 8L);
  private static final long MOST = 50;

  /** The most elements of an input, whatever sizes a text declares. */
  private static final long ROOM = 100_000;

  TextCase withText(String other) {
    return new TextCase(script, other, known, seed);
  }

  @Override
  public Template template() {
    Source source = new Source(script ? "script" : "expression", text);
    return script
        ? Template.of(WeftParser.parseScript(source))
        : Template.of(WeftParser.parseExpression(source));
  }

  @Override
  public Signature signature() {
    Map<String, Argument> types = new LinkedHashMap<>();
    for (Template.Input input : template().inputs()) {
      if (input.isRequired()) {
        Tensor own = known.get(input.name());
        Given given = own == null ? given(input) : null;
        boolean weak = given != null && given.type().weak();
        Tensor tensor = own != null ? own : given.tensor();
        types.put(
            input.name(), weak ? given.type() : Argument.of(tensor, template().asksForOnes()));
      }
    }
    return new Signature(types);
  }

  @Override
  public Map<String, Tensor> inputs() {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Template.Input input : template().inputs()) {
      if (input.isRequired()) {
        Tensor own = known.get(input.name());
        inputs.put(input.name(), own != null ? own : given(input).tensor());
      }
    }
    return inputs;
  }

  /** The inputs as a Java program gives them: weak ones are numbers. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    Signature signature = signature();
    inputs()
        .forEach(
            (name, tensor) ->
                values.put(name, signature.inputs().get(name).weak() ? tensor.item() : tensor));
    return values;
  }

  private Given given(Template.Input input) {
    Random random = random(input.name());
    DType dtype = DType.values()[random.nextInt(DType.values().length)];
    List<Long> shape = SHAPES.get(random.nextInt(SHAPES.size()));
    boolean weak = input.type() == null && random.nextInt(8) == 0;
    if (weak) {
      dtype = random.nextBoolean() ? DType.F64 : DType.I64;
      shape = List.of();
    } else if (input.type() != null && random.nextInt(20) != 0) {
      dtype = DType.named(input.type().dtype().text()).orElse(dtype);
      shape = shape(input.type(), random);
    } else if (random.nextBoolean()) {
      dtype = DType.F64;
    }
    Given.Arrangement[] all = Given.Arrangement.values();
    return new Given(
        input.name(), dtype, shape, all[random.nextInt(all.length)], weak, random.nextLong());
  }

  private Random random(String name) {
    return new Random(seed * 0x9e3779b97f4a7c15L + name.hashCode());
  }

  private List<Long> shape(TypeExpr type, Random random) {
    List<Long> shape = new ArrayList<>();
    for (TypeExpr.Dim dim : type.dims()) {
      switch (dim) {
        case TypeExpr.Dim.Size size ->
            shape.add(
                switch (size.value()) {
                  case Expr.Name name -> size(random(name.text()));
                  case Expr.IntLit literal -> Math.min(MOST, literal.value().longValue());
                  default -> size(random);
                });
        case TypeExpr.Dim.Any _ -> shape.add(size(random));
        case TypeExpr.Dim.Rest _ -> {
          if (random.nextBoolean()) {
            shape.add(size(random));
          }
        }
      }
    }
    long room = ROOM;
    for (int i = 0; i < shape.size(); i++) {
      shape.set(i, Math.clamp(shape.get(i), 0, room));
      room /= Math.max(shape.get(i), 1);
    }
    return shape;
  }

  private static long size(Random random) {
    return SIZES.get(random.nextInt(SIZES.size()));
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(script ? "script" : "expression");
    out.append(" of ").append(text.length()).append(" characters:\n").append(shown(text));
    try {
      inputs()
          .forEach(
              (name, t) -> out.append("\n").append(shown(name)).append(": ").append(t.signature()));
      out.append("\n").append(signature());
    } catch (RuntimeException | StackOverflowError e) {
      out.append("\n(no inputs: ").append(e.getClass().getSimpleName()).append(")");
    }
    return out.toString();
  }

  /** As a Java literal, so that a text with any character can be copied into a test. */
  static String shown(String text) {
    StringBuilder out = new StringBuilder("\"");
    String head = text.length() > 2000 ? text.substring(0, 2000) + "..." : text;
    for (char c : head.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c < ' ' || c > '~') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
