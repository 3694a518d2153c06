// SPDX-License-Identifier: Apache-2.0
package dev.weft;

import dev.weft.compiler.elaborate.Elaborator;
import dev.weft.compiler.elaborate.Signature;
import dev.weft.compiler.elaborate.Template;
import dev.weft.compiler.elaborate.Template.Input;
import dev.weft.compiler.pipeline.Compilation;
import dev.weft.diagnostic.Diagnostic;
import dev.weft.diagnostic.Source;
import dev.weft.diagnostic.Wording;
import dev.weft.program.Program;
import dev.weft.runtime.ResultMemory;
import dev.weft.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A compiled text, ready to be called with inputs of any dtype, rank and size it makes sense for.
 * Thread-safe, and meant to be kept and called often.
 *
 * <p>The first call with a new combination of dtypes and ranks compiles; sizes, strides and values
 * never do. Inputs are Java scalars, arrays ({@code double[]}, {@code float[][]}, ...) or {@link
 * Tensor}s. Flat arrays and tensors are read where they are, and must not change during a call.
 */
public final class Expression {

  /** Combinations of dtypes and ranks that stay compiled. */
  private static final int KEPT = 64;

  /** Characters of a text that fit into a message of one line. */
  private static final int LINE = 60;

  private final Options options;
  private final Source source;

  /** The text, or another of its form: it has the same inputs. */
  private final Template outline;

  /** Null where the text is compiled for itself only. */
  private final Form.Member member;

  /** The text, parsed when it is needed. */
  private volatile Template template;

  private final List<String> required;

  /** Per required input its place among all inputs of the text. */
  private final int[] places;

  private final BoundedCache<Signature, Specialization> specializations =
      new BoundedCache<>("signatures", KEPT);

  /** Where the text shares programs: those that methods are bound to. */
  private final BoundedCache<Signature, Specialization> own =
      new BoundedCache<>("signatures", KEPT);

  private final AtomicInteger compiles = new AtomicInteger();
  private final AtomicReference<Arguments> spareArguments = new AtomicReference<>();
  private final AtomicReference<Tensor[]> spareResult = new AtomicReference<>();
  private volatile Specialization latest;

  Expression(Template template, Options options) {
    this(template.source(), template, null, template, options);
  }

  /**
   * An expression that runs programs together with other texts.
   *
   * @param template the parsed text, or null as long as nobody needs it
   */
  Expression(Form.Member member, Template template, Options options) {
    this(member.source(), member.outline(), member, template, options);
  }

  private Expression(
      Source source, Template outline, Form.Member member, Template template, Options options) {
    this.source = source;
    this.outline = outline;
    this.member = member;
    this.template = template;
    this.options = options;
    List<Input> inputs = outline.inputs();
    this.required = inputs.stream().filter(Input::isRequired).map(Input::name).toList();
    this.places = inputs.stream().filter(Input::isRequired).mapToInt(inputs::indexOf).toArray();
  }

  /** The text. */
  public String text() {
    return source.text();
  }

  /** The inputs that every call must give, in the order in which positional calls take them. */
  public List<String> inputs() {
    return required;
  }

  /** The inputs that have a value of their own, and may be given another one by name. */
  public List<String> parameters() {
    return outline.inputs().stream()
        .filter(input -> !input.isRequired() && !input.constant())
        .map(Input::name)
        .toList();
  }

  /** The named constants that the text uses, which a call may give another value by name. */
  public List<String> constants() {
    return outline.inputs().stream().filter(Input::constant).map(Input::name).toList();
  }

  /**
   * The only result for inputs by position.
   *
   * @throws dev.weft.diagnostic.WeftException if dtypes, shapes or values do not fit the text
   * @throws IllegalArgumentException if there are too many or too few inputs, or one is no number,
   *     array or tensor
   * @throws IllegalStateException if the text has several results; see {@link #callAll(Object...)}
   */
  public Tensor call(Object... inputs) {
    return callInto((Tensor) null, inputs);
  }

  /** The only result for inputs by name; names that the text does not use are ignored. */
  public Tensor call(Map<String, ?> inputs) {
    Arguments arguments = named(inputs);
    return runOne(arguments, null);
  }

  /** All results by name, in order, for inputs by position. */
  public Map<String, Tensor> callAll(Object... inputs) {
    return runAll(positional(inputs), Map.of(), ResultMemory.ARRAYS);
  }

  /** All results by name, in order, for inputs by name. */
  public Map<String, Tensor> callAll(Map<String, ?> inputs) {
    return runAll(named(inputs), Map.of(), ResultMemory.ARRAYS);
  }

  /**
   * Writes the only result into {@code out}. A repeated call with tensors of the same layouts, on
   * one thread, makes no garbage.
   *
   * @param out of the result's dtype and shape; may be one of the inputs; null for a new tensor
   * @return {@code out}, or the new tensor
   */
  public Tensor callInto(Tensor out, Object... inputs) {
    return runOne(positional(inputs), out);
  }

  /**
   * Writes results into given tensors.
   *
   * @param outs per result name a tensor of its dtype and shape; results without one are new
   * @return all results by name
   */
  public Map<String, Tensor> callInto(Map<String, Tensor> outs, Map<String, ?> inputs) {
    return runAll(named(inputs), outs, ResultMemory.ARRAYS);
  }

  /**
   * Has results written where the caller wants them once their sizes are known, into mapped files
   * for instance ({@link dev.weft.io.Npy#create}). Memory outside the heap is given to results that
   * are written element by element; others (of a sort, a scan) are new arrays.
   *
   * @param memory asked for every result that the program computes
   * @return all results by name
   */
  public Map<String, Tensor> callInto(ResultMemory memory, Map<String, ?> inputs) {
    return runAll(named(inputs), Map.of(), memory);
  }

  /**
   * Binds the text to the method of an interface, whose types say what it is compiled for:
   *
   * <pre>{@code
   * interface Axpby {
   *   double[] apply(double[] a, double[] b);
   * }
   *
   * Axpby f = Weft.compile("2*a + 3*b").bind(Axpby.class);
   * double[] y = f.apply(a, b);
   * }</pre>
   *
   * <p>A call boxes nothing and looks nothing up, so it pays for arrays of a few elements. Its
   * results are those of {@link #call}, and so are its errors.
   *
   * <p>A parameter is for the input of its name. Class files hold that name if they were compiled
   * with {@code -parameters}; else {@link Input} or {@code names} tells it, or that there is only
   * one. Numbers, arrays and tensors are what they are for {@link #call}. A parameter marked {@link
   * Output}, or named like a result, is memory that the result is written into. The method returns
   * the only result, or a record with a component for each, or nothing.
   *
   * @param names of all parameters that are not marked {@link Output}, in order
   * @return an object that any number of threads may use at once
   * @throws IllegalArgumentException if the method does not fit the text, with all reasons
   * @throws dev.weft.diagnostic.WeftException if the types of the parameters do not fit the text
   */
  public <T> T bind(Class<T> type, String... names) {
    return Binding.bind(this, type, names);
  }

  /**
   * Compiles that a call had to wait for: one per combination of dtypes and ranks seen. Where a
   * text that differs in numbers only was compiled before, it did not wait long.
   */
  public int recompiles() {
    return compiles.get();
  }

  /** Compiled programs that are kept. */
  public int variants() {
    return specializations.size();
  }

  /**
   * What happened that one may want to know: warnings about the text, results of the last compiled
   * combination that could not be written in place, and what runs its kernels and why.
   */
  public List<Diagnostic> diagnostics() {
    List<Diagnostic> all = new ArrayList<>(template().warnings());
    Specialization last = latest;
    if (last != null) {
      all.addAll(last.diagnostics());
    }
    return Collections.unmodifiableList(all);
  }

  /**
   * How the last call was compiled: every stage, as text.
   *
   * @throws IllegalStateException before the first call
   */
  public Explanation explain() {
    Specialization last = latest;
    if (last == null) {
      throw new IllegalStateException(
          "nothing is compiled yet: call the expression first, or give the types of its inputs");
    }
    return Explanation.of(template(), last);
  }

  /**
   * How the text is compiled for inputs of given types, such as {@code "f64[r,c]"}, and what of it
   * can run on the device that was chosen, which need not be available here.
   *
   * @param types by input name
   * @throws IllegalArgumentException if a text is no type
   */
  public Explanation explain(Map<String, String> types) {
    return Explanation.of(template(), signature(types), options.device());
  }

  /**
   * The text compiled ahead of time, for {@link dev.weft.program.ProgramFile} to write and {@link
   * dev.weft.runtime.LoadedProgram} to run without the compiler.
   *
   * @param types by input name, such as {@code "f64[r,c]"}; sizes need not be known
   * @throws IllegalArgumentException if a text is no type
   * @throws dev.weft.diagnostic.WeftException if the types do not fit the text
   */
  public Program program(Map<String, String> types) {
    return Compilation.compile(
            source.name(), source, Elaborator.elaborate(template(), signature(types)))
        .program();
  }

  private static Signature signature(Map<String, String> types) {
    Map<String, Signature.Argument> arguments = new LinkedHashMap<>();
    types.forEach((name, type) -> arguments.put(name, Signature.Argument.parse(type)));
    return new Signature(arguments);
  }

  private Arguments positional(Object[] inputs) {
    if (inputs.length != required.size()) {
      throw new IllegalArgumentException(
          Wording.of(
              "%d inputs given, the expression takes %d: %s",
              inputs.length, required.size(), required));
    }
    Arguments arguments = arguments();
    for (int i = 0; i < inputs.length; i++) {
      arguments.set(places[i], inputs[i]);
    }
    return arguments;
  }

  private Arguments named(Map<String, ?> inputs) {
    Arguments arguments = arguments();
    List<Input> all = outline.inputs();
    for (int i = 0; i < all.size(); i++) {
      if (inputs.containsKey(all.get(i).name())) {
        arguments.set(i, inputs.get(all.get(i).name()));
      }
    }
    return arguments;
  }

  private Arguments arguments() {
    Arguments spare = spareArguments.getAndSet(null);
    return spare != null ? spare : new Arguments(outline);
  }

  private Tensor runOne(Arguments arguments, Tensor out) {
    Specialization specialization = specialization(arguments);
    List<String> outputs = specialization.outputs();
    if (outputs.size() != 1) {
      throw new IllegalStateException(
          "the text has " + outputs.size() + " results " + outputs + "; use callAll");
    }
    Tensor[] spare = spareResult.getAndSet(null);
    Tensor[] results = spare != null ? spare : new Tensor[1];
    results[0] = out;
    run(specialization, arguments, results, ResultMemory.ARRAYS);
    Tensor result = results[0];
    results[0] = null;
    spareResult.set(results);
    return result;
  }

  private Map<String, Tensor> runAll(
      Arguments arguments, Map<String, Tensor> outs, ResultMemory memory) {
    Specialization specialization = specialization(arguments);
    List<String> names = specialization.outputs();
    Tensor[] results = names.stream().map(outs::get).toArray(Tensor[]::new);
    run(specialization, arguments, results, memory);
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < results.length; i++) {
      named.put(names.get(i), results[i]);
    }
    return Collections.unmodifiableMap(named);
  }

  private void run(
      Specialization specialization, Arguments arguments, Tensor[] results, ResultMemory memory) {
    specialization.run(arguments, results, memory);
    arguments.clear();
    spareArguments.set(arguments);
  }

  Template template() {
    Template parsed = template;
    if (parsed == null) {
      parsed = Form.parse(source, options.limits());
      template = parsed;
    }
    return parsed;
  }

  /** The text for a message of one line. */
  String line() {
    String line = text().strip().lines().findFirst().orElse("");
    boolean whole = line.length() <= LINE && line.equals(text().strip());
    return whole ? line : line.substring(0, Math.min(line.length(), LINE)) + "...";
  }

  Specialization specialization(Arguments arguments) {
    Specialization last = latest;
    return last != null && last.fits(arguments) ? last : specialization(arguments.signature());
  }

  Specialization specialization(Signature signature) {
    Specialization found = specializations.get(signature, this::make);
    latest = found;
    return found;
  }

  /** Of this text alone: its numbers are constants, which is faster for few elements. */
  Specialization own(Signature signature) {
    if (member == null) {
      return specialization(signature);
    }
    Specialization found = own.get(signature, this::makeOwn);
    latest = found;
    return found;
  }

  private Specialization makeOwn(Signature signature) {
    compiles.incrementAndGet();
    return alone(signature);
  }

  private Specialization alone(Signature signature) {
    return Specialization.compile(template(), signature, options);
  }

  private Specialization make(Signature signature) {
    compiles.incrementAndGet();
    return shared(signature).orElseGet(() -> alone(signature));
  }

  private Optional<Specialization> shared(Signature signature) {
    return Optional.ofNullable(member)
        .flatMap(text -> text.program(signature, this::template, options.limits()))
        .map(program -> Specialization.of(member, program, options));
  }
}
