// SPDX-License-Identifier: Apache-2.0
package dev.weft.compiler.jvm;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.TraceClassVisitor;

/** Class files as text, for people. */
public final class Listing {

  private Listing() {}

  /** The class with its fields and methods, instruction by instruction. */
  public static String of(byte[] classFile) {
    StringWriter text = new StringWriter();
    new ClassReader(classFile).accept(new TraceClassVisitor(new PrintWriter(text)), 0);
    return text.toString();
  }
}
