// SPDX-License-Identifier: Apache-2.0
package dev.weft.cli;

import dev.weft.diagnostic.Wording;
import dev.weft.io.Csv;
import dev.weft.io.Npy;
import dev.weft.io.Npz;
import dev.weft.tensor.Tensor;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file with numbers, as the command line names it: {@code x.npy}, {@code x.npz:key}, {@code
 * x.csv:column} (a header's name or a number from 0), or {@code x.csv} for all columns.
 */
final class DataFile {
  private static final Pattern PART =
      Pattern.compile("(?<file>.*\\.(?:npz|csv)):(?<part>.*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
  private static final String FORMS = "FILE.npy, FILE.npz:KEY, FILE.csv or FILE.csv:COLUMN";

  /** Bytes from which on arrays stay in their files, and are read and written window by window. */
  static final long LARGE = Runtime.getRuntime().maxMemory() / 8;

  private DataFile() {}

  /**
   * Reads a tensor.
   *
   * @throws Failure if there is no such file, or nothing of the kind in it
   */
  static Tensor read(String reference) {
    Matcher parted = PART.matcher(reference);
    boolean hasPart = parted.matches();
    String name = hasPart ? parted.group("file") : reference;
    String part = hasPart ? parted.group("part") : null;
    Path file = path(name);
    try {
      return read(file, part);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Tensor read(Path file, String part) throws IOException {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".npy")) {
      return Files.isRegularFile(file) && Files.size(file) > LARGE ? Npy.map(file) : Npy.read(file);
    }
    if (name.endsWith(".npz")) {
      return Npz.read(file, part == null ? onlyKey(file) : part);
    }
    if (name.endsWith(".csv")) {
      if (part == null) {
        return Csv.table(file);
      }
      return NUMBER.matcher(part).matches()
          ? Csv.column(file, Integer.parseInt(part))
          : Csv.column(file, part);
    }
    throw Failure.of(
        Codes.FILE, "'" + file + "' is no kind of file that holds numbers", "one of " + FORMS);
  }

  private static String onlyKey(Path file) throws IOException {
    List<String> keys = Npz.keys(file);
    if (keys.size() != 1) {
      throw Failure.of(
          Codes.FILE,
          Wording.of("%s holds %d arrays: %s", file, keys.size(), String.join(", ", keys)),
          "name one, as in @" + file + ":" + (keys.isEmpty() ? "key" : keys.getFirst()));
    }
    return keys.getFirst();
  }

  static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException _) {
      throw Failure.of(Codes.FILE, "'" + name + "' cannot be the name of a file");
    }
  }

  /** The text of a script. */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException _) {
      throw Failure.of(Codes.FILE, file + " is no UTF-8 text");
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static Failure unreadable(Path file, IOException e) {
    if (Files.isDirectory(file)) {
      return Failure.of(Codes.FILE, "cannot read " + file + ": it is a folder");
    }
    return switch (e) {
      case NoSuchFileException _, FileNotFoundException _ ->
          Failure.of(Codes.FILE, "cannot read " + file + ": there is no such file");
      case AccessDeniedException _ ->
          Failure.of(Codes.FILE, "cannot read " + file + ": permission denied");
      default -> Failure.of(Codes.FILE, told(file, e));
    };
  }

  /** Most readers name the file themselves. */
  private static String told(Path file, IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith(file.toString()) ? message : "cannot read " + file + ": " + message;
  }

  /** Writes a tensor in NumPy's format. */
  static void write(Path file, Tensor tensor) {
    try {
      Npy.write(file, tensor);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  static Failure unwritable(Path file, IOException e) {
    return switch (e) {
      case NoSuchFileException _ ->
          Failure.of(Codes.FILE, "cannot write " + file + ": there is no such folder");
      case AccessDeniedException _ ->
          Failure.of(Codes.FILE, "cannot write " + file + ": permission denied");
      default -> Failure.of(Codes.FILE, "cannot write " + file + ": " + e.getMessage());
    };
  }
}
