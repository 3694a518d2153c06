// SPDX-License-Identifier: Apache-2.0
import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.StringWrapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks or applies google-java-format to every Java source of the tree; run by the build from
 * source, with the formatter on the class path.
 *
 * <p>Usage: {@code Format check|apply ROOT MEMORY}. MEMORY is a file that remembers the digests of
 * contents known to be formatted, so that only changed files cost time.
 */
final class Format {
  private static final Formatter FORMATTER = new Formatter();

  private final Path root;
  private final boolean apply;
  private final Set<String> known;

  private Format(Path root, boolean apply, Set<String> known) {
    this.root = root;
    this.apply = apply;
    this.known = known;
  }

  /** What became of one file: the digest of its formatted content, and a complaint or null. */
  private record Outcome(String digest, String complaint) {}

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[1]).toAbsolutePath().normalize();
    Path memory = Path.of(args[2]);
    Set<String> known = Files.exists(memory) ? Set.copyOf(Files.readAllLines(memory)) : Set.of();
    Format format = new Format(root, args[0].equals("apply"), known);
    List<Outcome> outcomes = sources(root).parallelStream().map(format::visit).toList();

    Set<String> formatted = new TreeSet<>();
    List<String> complaints = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome.complaint() == null) {
        formatted.add(outcome.digest());
      } else {
        complaints.add(outcome.complaint());
      }
    }
    Files.createDirectories(memory.getParent());
    Files.write(memory, formatted);
    complaints.forEach(System.err::println);
    if (!complaints.isEmpty()) {
      System.err.println("Run ./format to format the sources.");
      System.exit(1);
    }
  }

  private static List<Path> sources(Path root) throws IOException {
    List<Path> sources = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            String name = dir.getFileName().toString();
            boolean skip = !dir.equals(root) && (name.startsWith(".") || name.equals("target"));
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              sources.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return sources;
  }

  private Outcome visit(Path file) {
    try {
      String source = Files.readString(file);
      if (known.contains(digest(source))) {
        return new Outcome(digest(source), null);
      }
      String formatted = StringWrapper.wrap(FORMATTER.formatSourceAndFixImports(source), FORMATTER);
      if (!formatted.equals(source)) {
        if (!apply) {
          return new Outcome(null, "Not formatted: " + root.relativize(file));
        }
        Files.writeString(file, formatted);
      }
      return new Outcome(digest(formatted), null);
    } catch (FormatterException e) {
      return new Outcome(null, root.relativize(file) + ": " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String content) {
    try {
      byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
