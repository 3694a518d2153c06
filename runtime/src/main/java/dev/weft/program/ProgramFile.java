// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import dev.weft.diagnostic.Wording;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Programs as bytes, class files included: compiled in one process, run in another that has only
 * the runtime. A head with the version, the program, and a checksum.
 *
 * <p>Reading checks everything but the classes; whoever runs a program trusts its author as with
 * any jar.
 */
public final class ProgramFile {
  /** The letters {@code WEFT}. */
  private static final int MAGIC = 0x57454654;

  private static final int HEAD_BYTES = 2 * Integer.BYTES;

  private ProgramFile() {}

  /** The bytes of a program; the same for the same program. */
  public static byte[] toBytes(Program program) {
    byte[] body = ProgramWriter.write(program);
    ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + body.length + Integer.BYTES);
    out.putInt(MAGIC).putInt(program.abi()).put(body);
    return out.putInt(checksum(out.array(), out.position())).array();
  }

  /**
   * The program that some bytes hold.
   *
   * @throws IOException if they are damaged, of another version, or hold what {@link
   *     ProgramChecker} rejects; the message says what
   */
  public static Program fromBytes(byte[] bytes) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < HEAD_BYTES + Integer.BYTES || in.getInt() != MAGIC) {
      throw new IOException("this is no compiled program");
    }
    int abi = in.getInt();
    if (abi != Program.ABI) {
      throw new IOException(
          Wording.of(
              "the program was compiled for version %d of the runtime, this is version %d",
              abi, Program.ABI));
    }
    int end = bytes.length - Integer.BYTES;
    if (checksum(bytes, end) != in.getInt(end)) {
      throw new IOException("the compiled program is damaged: its checksum does not match");
    }
    return read(abi, in.slice(HEAD_BYTES, end - HEAD_BYTES));
  }

  private static Program read(int abi, ByteBuffer body) throws IOException {
    Program program;
    try {
      program = ProgramReader.read(abi, body);
    } catch (IllegalArgumentException e) {
      throw new IOException("the compiled program is damaged: " + e.getMessage(), e);
    }
    List<String> problems = ProgramChecker.check(program);
    if (!problems.isEmpty()) {
      throw new IOException("the compiled program is inconsistent: " + problems.getFirst());
    }
    return program;
  }

  private static int checksum(byte[] bytes, int count) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, count);
    return (int) sum.getValue();
  }

  /** Writes a program to a file. */
  public static void write(Program program, Path file) throws IOException {
    Files.write(file, toBytes(program));
  }

  /**
   * Reads a program from a file.
   *
   * @throws IOException as {@link #fromBytes} does
   */
  public static Program read(Path file) throws IOException {
    return fromBytes(Files.readAllBytes(file));
  }
}
