// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

/** The kinds of steps in the order in which files number them: new ones go to the end. */
enum StepTag {
  VIEW,
  ALLOC,
  IOTA,
  SIZE_OF,
  LAUNCH,
  COPY,
  REPEAT,
  WHILE,
  BRANCH,
  ASSERT,
  BIND_SIZE,
  POSITIONS,
  PERFORM;

  static StepTag of(Step step) {
    return switch (step) {
      case Step.View _ -> VIEW;
      case Step.Alloc _ -> ALLOC;
      case Step.Iota _ -> IOTA;
      case Step.SizeOf _ -> SIZE_OF;
      case Step.Launch _ -> LAUNCH;
      case Step.Copy _ -> COPY;
      case Step.Repeat _ -> REPEAT;
      case Step.While _ -> WHILE;
      case Step.Branch _ -> BRANCH;
      case Step.Assert _ -> ASSERT;
      case Step.BindSize _ -> BIND_SIZE;
      case Step.Positions _ -> POSITIONS;
      case Step.Perform _ -> PERFORM;
    };
  }
}
