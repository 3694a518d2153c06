// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import static dev.weft.compiler.jvm.Species.MASK;
import static dev.weft.compiler.jvm.Species.PACKAGE;

import dev.weft.compiler.kernel.Atom;
import dev.weft.compiler.op.Literal;
import dev.weft.compiler.op.Prim;
import dev.weft.tensor.DType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Vectors of the incubating Vector API, whose classes are named by string only. Bools are masks;
 * every other value is a vector with as many lanes. All code is inline: a vector that crosses a
 * call would be boxed.
 */
final class VectorLanes implements Lanes, Opcodes {
  static final String MASKED = "L" + MASK + ";";

  private final Code code;
  private final Scope scope;
  private final String owner;
  private final Set<Species> used;
  private final boolean wide;
  private final Species main;
  private final Map<Atom, Local> broadcasts = new HashMap<>();
  private Local width;

  /**
   * @param owner internal name of the class under construction
   * @param used takes every species that the code refers to
   * @param main the species that loaded masks belong to; decides whether 8-byte values take part
   */
  VectorLanes(Code code, Scope scope, String owner, Set<Species> used, Species main) {
    this.code = code;
    this.scope = scope;
    this.owner = owner;
    this.used = used;
    this.main = main;
    this.wide = main.dtype().bytes() == 8;
  }

  Species species(DType dtype) {
    return dtype == DType.BOOL ? main : Species.of(dtype, wide);
  }

  Species main() {
    return main;
  }

  /** Pushes a species. */
  void species(Species species) {
    used.add(species);
    code.getStatic(owner, species.name(), Species.DESCRIPTOR);
  }

  /** The local that holds the number of lanes; asked for before anything is stored. */
  Local width() {
    if (width == null) {
      width = code.local("lanes", Type.INT_TYPE);
      species(main);
      code.invokeInterface(PACKAGE + "VectorSpecies", "length", "()I");
      code.store(width);
    }
    return width;
  }

  @Override
  public Type type(DType dtype) {
    return dtype == DType.BOOL ? Type.getObjectType(MASK) : species(dtype).type();
  }

  /** Computes the vector of a constant or a scalar once, for all later uses. */
  void broadcastOnce(Atom atom) {
    if (!broadcasts.containsKey(atom)) {
      broadcast(atom);
      Local local = code.local(scope.fresh(), type(atom.dtype()), species(atom.dtype()));
      code.store(local);
      broadcasts.put(atom, local);
    }
  }

  @Override
  public void push(Atom atom) {
    if (atom.dtype() == DType.BOOL) {
      pushMask(atom, main);
    } else if (!pushHeld(atom)) {
      broadcast(atom);
    }
  }

  private boolean pushHeld(Atom atom) {
    Local held = held(atom);
    if (held != null) {
      code.load(held);
    }
    return held != null;
  }

  /** The local that holds the lanes of an atom, or null where it is one value for all lanes. */
  private Local held(Atom atom) {
    if (atom instanceof Atom.Ref(String name, _) && scope.get(name).isLanes()) {
      return scope.get(name);
    }
    return broadcasts.get(atom);
  }

  /** The species of the mask that holds an atom; null for one value for all lanes. */
  Species maskSpecies(Atom atom) {
    Local held = held(atom);
    return held == null ? null : held.species();
  }

  /** Pushes a mask for vectors of {@code species}. */
  void pushMask(Atom atom, Species species) {
    if (!pushHeld(atom)) {
      broadcast(atom);
      castMask(main, species);
    } else {
      castMask(maskSpecies(atom), species);
    }
  }

  private void castMask(Species from, Species to) {
    if (from != to) {
      species(to);
      code.invokeVirtual(MASK, "cast", "(" + Species.DESCRIPTOR + ")" + MASKED);
    }
  }

  private void broadcast(Atom atom) {
    Species species = species(atom.dtype());
    species(species);
    switch (atom) {
      case Atom.Const(Literal value) -> code.constant(value);
      case Atom.Ref(String name, _) -> code.load(scope.get(name));
      case Atom.Extent extent -> code.load(scope.get(Extents.name(extent)));
    }
    if (atom.dtype() == DType.BOOL) {
      code.invokeInterface(PACKAGE + "VectorSpecies", "maskAll", "(Z)" + MASKED);
    } else {
      String type = species.type().getDescriptor();
      String descriptor = "(" + Species.DESCRIPTOR + species.element() + ")" + type;
      code.invokeStatic(species.owner(), "broadcast", descriptor);
    }
  }

  @Override
  public Species load(DType dtype, Runnable address) {
    Species species = species(dtype);
    species(species);
    address.run();
    String arguments = "(" + Species.DESCRIPTOR + Types.array(dtype).getDescriptor() + "I)";
    if (dtype == DType.BOOL) {
      code.invokeStatic(MASK, "fromArray", arguments + MASKED);
      return species;
    }
    code.invokeStatic(species.owner(), "fromArray", arguments + species.type().getDescriptor());
    return null;
  }

  @Override
  public Species apply(Prim prim, DType dtype, List<Atom> operands) {
    return new VectorPrims(code, this).apply(prim, dtype, operands);
  }

  @Override
  public void store(DType dtype, Atom value, Runnable address) {
    if (dtype == DType.BOOL) {
      storeMask(value, address);
      return;
    }
    push(value);
    address.run();
    String array = Types.array(dtype).getDescriptor();
    code.invokeVirtual(species(dtype).owner(), "intoArray", "(" + array + "I)V");
  }

  /**
   * Stores a mask as bytes: the method that stores a mask itself is the one vector method that the
   * JVM does not inline at any cost, and where it does not, the mask is boxed. There are no vectors
   * of four bytes: so many lanes are stored one by one.
   */
  private void storeMask(Atom value, Runnable address) {
    Label few = new Label();
    Label end = new Label();
    code.load(width());
    code.constant(Byte.SIZE);
    code.jump(IF_ICMPLT, few);
    Species bytes = Species.of(DType.U8, wide);
    pushMask(value, bytes);
    code.invokeVirtual(MASK, "toVector", "()" + Species.VECTOR);
    code.cast(bytes.owner());
    address.run();
    code.invokeVirtual(bytes.owner(), "intoBooleanArray", "([ZI)V");
    code.jump(GOTO, end);
    code.mark(few);
    storeFour(value, address);
    code.mark(end);
  }

  private void storeFour(Atom value, Runnable address) {
    Local bits = code.local("bits", Type.INT_TYPE);
    pushMask(value, main);
    code.invokeVirtual(MASK, "toLong", "()J");
    code.op(L2I);
    code.store(bits);
    for (int lane = 0; lane < 4; lane++) {
      address.run();
      code.constant(lane);
      code.op(IADD);
      code.load(bits);
      code.constant(lane);
      code.op(ISHR);
      code.constant(1);
      code.op(IAND);
      code.op(BASTORE);
    }
    code.release(bits);
  }
}
