// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.kernel;

import dev.weft.compiler.op.Literal;
import dev.weft.compiler.type.CompilerBug;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names and the element at hand of one thread of the interpreter. Names are bound once, so flat.
 */
final class Environment {
  private final Domain domain;
  private final Map<String, Literal> values;
  private final Map<String, Buffer> buffers;
  private Element element;

  private Environment(
      Domain domain, Map<String, Literal> values, Map<String, Buffer> buffers, Element element) {
    this.domain = domain;
    this.values = values;
    this.buffers = buffers;
    this.element = element;
  }

  Environment(Domain domain) {
    this(domain, new HashMap<>(), new HashMap<>(), Element.first(domain));
  }

  /** A thread that sees what this one sees now; arrays are shared. */
  Environment fork() {
    return new Environment(domain, new HashMap<>(values), new HashMap<>(buffers), element);
  }

  Element element() {
    return element;
  }

  void element(Element element) {
    this.element = element;
  }

  void bind(String name, Literal value) {
    values.put(name, value);
  }

  void bind(String name, long value) {
    values.put(name, Literal.of(value));
  }

  void bind(String name, Buffer buffer) {
    buffers.put(name, buffer);
  }

  Literal value(Atom atom) {
    return switch (atom) {
      case Atom.Const(var value) -> value;
      case Atom.Ref(var name, _) -> values.get(name);
      case Atom.Extent extent -> Literal.of(domain.extent(extent));
    };
  }

  List<Literal> values(List<Atom> atoms) {
    return atoms.stream().map(this::value).toList();
  }

  long integer(Atom atom) {
    return value(atom).bits();
  }

  boolean holds(Atom atom) {
    return value(atom).asBoolean();
  }

  private long[] index(List<Atom> axes) {
    return axes.stream().mapToLong(this::integer).toArray();
  }

  Literal load(String name, Index index) {
    Buffer buffer = buffers.get(name);
    if (index instanceof Index.Guarded(var axes) && !buffer.holds(index(axes))) {
      return Literal.of(buffer.dtype(), 0L);
    }
    return buffer.get(position(buffer, index));
  }

  void store(String name, Index index, Literal value) {
    Buffer buffer = buffers.get(name);
    if (value.dtype() != buffer.dtype()) {
      throw new CompilerBug("interpreter", name + " holds no " + value);
    }
    buffer.set(position(buffer, index), value);
  }

  private long position(Buffer buffer, Index index) {
    return switch (index) {
      case Index.At(var axes) -> buffer.position(index(axes));
      case Index.Guarded(var axes) -> buffer.position(index(axes));
      case Index.Kept(var kept) -> buffer.position(Domain.index(integer(kept), buffer.shape()));
      case Index.Full(var kept, var reduced) -> {
        Atom.Extent all = new Atom.Extent(true, Atom.Extent.ALL);
        long position = integer(kept) * domain.extent(all) + integer(reduced);
        yield buffer.position(Domain.index(position, buffer.shape()));
      }
    };
  }
}
