// SPDX-License-Identifier: Apache-2.0
package dev.weft.program;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs as text and as bytes. */
final class ProgramFormsTest {
  private final Program program = SamplePrograms.everything();

  @Test
  void theListingParsesBack() {
    String text = ProgramText.print(program);
    Program parsed = ProgramText.parse(text);
    assertEquals(text, ProgramText.print(parsed));
    assertEquals(program.name(), parsed.name());
    assertEquals(program.source(), parsed.source());
    assertEquals(program.inputs(), parsed.inputs());
    assertEquals(program.symbols(), parsed.symbols());
    assertEquals(program.guards(), parsed.guards());
    assertEquals(program.steps(), parsed.steps());
    assertEquals(program.outputs(), parsed.outputs());
    assertArrayEquals(
        (double[]) program.constants().getFirst().data(),
        (double[]) parsed.constants().getFirst().data());
    KernelCode kernel = parsed.kernels().getFirst();
    assertEquals(program.kernels().getFirst().text(), kernel.text());
    assertEquals(program.kernels().getFirst().faults(), kernel.faults());
    assertEquals(0, kernel.scalarBytes().length);
  }

  @Test
  void theListingIsReadable() {
    String text = ProgramText.print(program);
    for (String line :
        new String[] {
          "input %0 \"a\" f64 rank 2\n",
          "%2 = f64 [2, 2] {1.5, NaN, -0.0, -1.0E300}\n",
          "%11 = view %10 slice from [0, n - 1] size [1, n] by [1, -2]\n",
          "launch 1 (%14, %12, %15) kept [n] reduced [n] at 2..2\n",
          "repeat %17 from [-2] by 3 times [λ] carry (%16 = %0 then %18)\n",
        }) {
      assertTrue(text.contains("\n" + line), line);
    }
  }

  @Test
  void aBrokenListingIsAnErrorWithItsLine() {
    String text = ProgramText.print(program);
    String[] lines = text.split("\n");
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].strip().startsWith("|")) {
        continue; // a kernel's text is free
      }
      String[] broken = lines.clone();
      broken[i] = broken[i] + " nonsense";
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> ProgramText.parse(String.join("\n", broken)),
                  broken[i])
              .getMessage();
      assertTrue(message.startsWith("line " + (i + 1) + ","), message);
    }
  }

  @Test
  void theFileKeepsEverything(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("every.weft");
    ProgramFile.write(program, file);
    Program read = ProgramFile.read(file);
    assertEquals(ProgramText.print(program), ProgramText.print(read));
    for (int i = 0; i < program.kernels().size(); i++) {
      KernelCode kernel = program.kernels().get(i);
      assertArrayEquals(kernel.scalarBytes(), read.kernels().get(i).scalarBytes());
      assertArrayEquals(kernel.vectorBytes(), read.kernels().get(i).vectorBytes());
    }
    assertArrayEquals(ProgramFile.toBytes(program), ProgramFile.toBytes(read));
  }

  @Test
  void damageIsNoticed() {
    byte[] bytes = ProgramFile.toBytes(program);
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 4;
      assertThrows(IOException.class, () -> ProgramFile.fromBytes(damaged));
    }
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(IOException.class, () -> ProgramFile.fromBytes(cut));
    }
  }

  @Test
  void aForgedFileIsReadOrRejected() {
    byte[] bytes = ProgramFile.toBytes(program);
    Random random = new Random(3);
    int rejected = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] forged = bytes.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        int at = 8 + random.nextInt(bytes.length - 12);
        forged[at] = (byte) random.nextInt();
      }
      CRC32C sum = new CRC32C();
      sum.update(forged, 0, forged.length - 4);
      ByteBuffer.wrap(forged).putInt(forged.length - 4, (int) sum.getValue());
      try {
        assertFalse(ProgramFile.fromBytes(forged).kernels().isEmpty());
      } catch (IOException e) {
        assertTrue(e.getMessage().startsWith("the compiled program is"), e.getMessage());
        rejected++;
      }
    }
    assertTrue(rejected > 10_000, "only " + rejected + " rejected");
  }

  @Test
  void anotherVersionIsRejected() {
    byte[] bytes = ProgramFile.toBytes(program);
    bytes[7]++;
    String message =
        assertThrows(IOException.class, () -> ProgramFile.fromBytes(bytes)).getMessage();
    assertTrue(message.contains("version " + (Program.ABI + 1)), message);
  }
}
