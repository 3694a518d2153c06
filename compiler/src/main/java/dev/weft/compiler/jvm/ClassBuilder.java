// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import static dev.weft.compiler.jvm.Species.PACKAGE;

import dev.weft.compiler.type.CompilerBug;
import dev.weft.tensor.DType;
import java.util.EnumSet;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes one class: public, final, without state. */
final class ClassBuilder implements Opcodes {
  private static final String SHAPE = PACKAGE + "VectorShape";
  private static final int MOST_BITS = 512;

  private final String name;
  private final ClassWriter writer = new FrameWriter();
  private final Set<Species> species = EnumSet.noneOf(Species.class);

  /** Computes frames without loading a class: where types meet, they meet in Object. */
  private static final class FrameWriter extends ClassWriter {
    /** A method of a thousand variables takes some ten MB; how large one gets is limited before. */
    private static final int MOST_BYTES = 256 << 20;

    private static final long MOST_OPERATIONS = 1L << 32;

    FrameWriter() {
      super(COMPUTE_FRAMES);
      try {
        setComputeLimits(MOST_BYTES, MOST_OPERATIONS);
      } catch (NoSuchMethodError _) {
        // TornadoVM's own ASM hides Weft's, and it has no limits
      }
    }

    @Override
    protected String getCommonSuperClass(String first, String second) {
      return "java/lang/Object";
    }
  }

  /**
   * @param name internal name
   * @param source the file that line numbers refer to
   * @param interfaces internal names of what it implements
   */
  ClassBuilder(String name, String source, String... interfaces) {
    this(V25, name, source, interfaces);
  }

  /**
   * @param version of the class file
   */
  ClassBuilder(int version, String name, String source, String... interfaces) {
    this.name = name;
    int access = ACC_PUBLIC | ACC_FINAL | ACC_SUPER;
    writer.visit(version, access, name, null, "java/lang/Object", interfaces);
    writer.visitSource(source, null);
    Code init = new Code(writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null));
    init.load(init.parameter("this", Type.getObjectType(name)));
    init.invokeSpecial("java/lang/Object", "<init>", "()V");
    init.op(RETURN);
    init.end();
  }

  String name() {
    return name;
  }

  /** Takes the species that methods refer to; they become fields. */
  Set<Species> species() {
    return species;
  }

  /** Begins an instance method; {@code this} is its first parameter. */
  Code method(String method, String descriptor) {
    Code code = new Code(writer.visitMethod(ACC_PUBLIC, method, descriptor, null, null));
    code.parameter("this", Type.getObjectType(name));
    return code;
  }

  Code staticMethod(String method, String descriptor) {
    MethodVisitor visitor =
        writer.visitMethod(ACC_PUBLIC | ACC_STATIC, method, descriptor, null, null);
    return new Code(visitor);
  }

  byte[] finish() {
    if (!species.isEmpty()) {
      initializeSpecies();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void initializeSpecies() {
    int access = ACC_STATIC | ACC_FINAL;
    for (Species each : species) {
      writer.visitField(access, each.name(), Species.DESCRIPTOR, null, null).visitEnd();
    }
    Code code = new Code(writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null));
    Local bits = code.local("bits", Type.INT_TYPE);
    code.invokeStatic(SHAPE, "preferredShape", "()L" + SHAPE + ";");
    code.invokeVirtual(SHAPE, "vectorBitSize", "()I");
    code.constant(MOST_BITS);
    code.invokeStatic("java/lang/Math", "min", "(II)I");
    code.store(bits);
    for (Species each : species) {
      boxedClass(code, each);
      shapeBits(code, bits, each);
      code.invokeStatic(SHAPE, "forBitSize", "(I)L" + SHAPE + ";");
      String arguments = "(Ljava/lang/Class;L" + SHAPE + ";)";
      code.invokeStaticOfInterface(PACKAGE + "VectorSpecies", "of", arguments + Species.DESCRIPTOR);
      code.putStatic(name, each.name(), Species.DESCRIPTOR);
    }
    code.op(RETURN);
    code.end();
  }

  /** Pushes the size of a species, where full vectors have {@code bits}. */
  private static void shapeBits(Code code, Local bits, Species species) {
    code.load(bits);
    int shift =
        switch (species) {
          case F64, I64, F32, I32 -> 0;
          case HALF_F32, HALF_I32 -> 1;
          case BYTES -> 2;
          case BYTES_WIDE -> 3;
        };
    if (shift > 0) {
      code.constant(shift);
      code.op(ISHR);
    }
    if (species.dtype() == DType.U8) {
      code.constant(Long.SIZE);
      code.invokeStatic("java/lang/Math", "max", "(II)I");
    }
  }

  /** Pushes the class of a primitive type. */
  private static void boxedClass(Code code, Species species) {
    String box =
        switch (species.dtype()) {
          case F64 -> "java/lang/Double";
          case I64 -> "java/lang/Long";
          case F32 -> "java/lang/Float";
          case I32 -> "java/lang/Integer";
          case U8, BOOL -> "java/lang/Byte";
          case U16, I8, I16 -> throw new CompilerBug("jvm", "no lanes of " + species.dtype());
          case C64, C128 -> throw CompilerBug.complex("jvm");
        };
    code.getStatic(box, "TYPE", "Ljava/lang/Class;");
  }
}
