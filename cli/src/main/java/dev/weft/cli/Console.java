// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command reads and writes. All text is UTF-8, whatever the locale says.
 *
 * @param in standard input
 * @param out results
 * @param err everything else that the user is told
 * @param own true for the streams of this process
 */
record Console(InputStream in, PrintStream out, PrintStream err, boolean own) {
  private static final int BUFFER = 1 << 16;

  /** The streams of this process. */
  static Console system() {
    return new Console(
        new FileInputStream(FileDescriptor.in),
        printer(new FileOutputStream(FileDescriptor.out)),
        printer(new FileOutputStream(FileDescriptor.err)),
        true);
  }

  /** Other streams. */
  static Console of(InputStream in, OutputStream out, OutputStream err) {
    return new Console(in, printer(out), printer(err), false);
  }

  private static PrintStream printer(OutputStream stream) {
    return new PrintStream(new BufferedOutputStream(stream, BUFFER), false, StandardCharsets.UTF_8);
  }

  /** True where a person reads and writes. */
  boolean isTerminal() {
    return own && System.console() != null && System.console().isTerminal();
  }

  /** Standard input as lines. */
  BufferedReader lines() {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), BUFFER);
  }

  /** Passes on what was written: results first, so that the order makes sense on a terminal. */
  void flush() {
    out.flush();
    err.flush();
  }
}
