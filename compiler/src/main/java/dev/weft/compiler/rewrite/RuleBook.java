// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.rewrite;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rules in the order in which they are tried.
 *
 * @param rules those that look at nodes with operands in normal form
 * @param early those that come before
 */
public record RuleBook(List<Rule> rules, List<Rule> early) {
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
    early = List.copyOf(early);
  }

  /** Every rule. */
  List<Rule> all() {
    return Stream.concat(early.stream(), rules.stream()).toList();
  }

  /** The rules that change no bit. */
  public static RuleBook exact() {
    return EXACT;
  }

  /** All rules with these tags. */
  public static RuleBook allowing(Set<Tag> tags) {
    Map<Boolean, List<Rule>> allowed =
        ALL.stream()
            .filter(rule -> tags.contains(rule.tag()))
            .collect(Collectors.partitioningBy(Rule::isEarly));
    return new RuleBook(allowed.get(false), allowed.get(true));
  }
}
