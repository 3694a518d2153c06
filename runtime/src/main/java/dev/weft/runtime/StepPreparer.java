// SPDX-License-Identifier: Apache-2.0
package dev.weft.runtime;

import dev.weft.program.Program;
import dev.weft.program.Step;
import java.util.ArrayList;
import java.util.List;

/** Turns the steps of a program into prepared ones, for one set of sizes. */
final class StepPreparer {
  private final Program program;
  private final Symbols symbols;
  private final Device.Session session;

  /** The next storage number for memory that the program does not number. */
  private int nextStorage;

  private int loops;

  StepPreparer(Program program, Symbols symbols, Device.Session session) {
    this(program, symbols, session, highestStorage(program.steps()) + 1, 0);
  }

  private StepPreparer(
      Program program, Symbols symbols, Device.Session session, int nextStorage, int loops) {
    this.program = program;
    this.symbols = symbols;
    this.session = session;
    this.nextStorage = nextStorage;
    this.loops = loops;
  }

  private static int highestStorage(List<Step> steps) {
    return Step.nested(steps)
        .mapToInt(step -> step instanceof Step.Alloc alloc ? alloc.storage() : -1)
        .max()
        .orElse(-1);
  }

  /** What comes after the binding of a size is prepared when its value is known. */
  Prepared[] all(List<Step> steps) {
    List<Prepared> prepared = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.BindSize bind) {
        prepared.add(bound(bind, steps.subList(i + 1, steps.size())));
        break;
      }
      prepared.add(one(steps.get(i)));
    }
    return prepared.toArray(Prepared[]::new);
  }

  private BindSizeStep bound(Step.BindSize bind, List<Step> rest) {
    int first = nextStorage;
    int nested = loops;
    nextStorage += (int) Step.nested(rest).count(); // none takes more than one
    return new BindSizeStep(
        bind,
        program,
        symbols,
        known -> new StepPreparer(program, known, session, first, nested).all(rest));
  }

  private Prepared one(Step step) {
    return switch (step) {
      case Step.View view -> new ViewStep(view, symbols, session, nextStorage++);
      case Step.Alloc alloc -> alloc(alloc);
      case Step.Iota iota -> new IotaStep(iota.slot(), symbols.value(iota.size()));
      case Step.SizeOf size -> new SizeStep(size.slot(), symbols.value(size.size()));
      case Step.Launch launch -> new LaunchStep(launch, program, symbols, session);
      case Step.Copy copy -> new CopyStep(copy.into(), copy.from(), session);
      case Step.Positions positions -> new PositionsStep(positions);
      case Step.BindSize bind -> throw new IllegalStateException(bind + " has no list");
      case Step.Perform perform -> new PerformStep(perform);
      case Step.Repeat repeat -> new RepeatStep(repeat, symbols, inLoop(repeat.body()));
      case Step.While loop ->
          new WhileStep(loop, symbols, inLoop(loop.test()), inLoop(loop.body()));
      case Step.Branch branch ->
          new BranchStep(branch, all(branch.whenTrue()), all(branch.whenFalse()));
      case Step.Assert check -> new AssertStep(check);
    };
  }

  private Prepared[] inLoop(List<Step> body) {
    loops++;
    Prepared[] steps = all(body);
    loops--;
    return steps;
  }

  private AllocStep alloc(Step.Alloc alloc) {
    boolean result = alloc.storage() == Step.Alloc.RESULT;
    int storage = !result ? alloc.storage() : loops > 0 ? nextStorage++ : AllocStep.NEW;
    return new AllocStep(alloc, symbols.values(alloc.shape()), storage, result);
  }
}
