// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rules in the order in which they are tried.
 *
 * @param rules all of them
 */
public record RuleBook(List<Rule> rules) {
  private static final List<Rule> ALL =
      Stream.of(
              ConstantRules.RULES,
              ArithmeticRules.RULES,
              LogicRules.RULES,
              ConversionRules.RULES,
              ReductionRules.RULES,
              MovementRules.RULES,
              SinkingRules.RULES)
          .flatMap(List::stream)
          .toList();

  private static final RuleBook EXACT = allowing(Set.of(Tag.EXACT));

  public RuleBook {
    rules = List.copyOf(rules);
  }

  /** The rules that change no bit. */
  public static RuleBook exact() {
    return EXACT;
  }

  /** All rules with these tags. */
  public static RuleBook allowing(Set<Tag> tags) {
    return new RuleBook(ALL.stream().filter(rule -> tags.contains(rule.tag())).toList());
  }
}
