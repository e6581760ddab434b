package io.assay.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files written together: each appears whole, and none when one cannot be written. */
final class OutputFiles {
  /** Writes a file's characters. */
  interface Content {
    void writeTo(Writer writer) throws IOException;
  }

  private final Map<Path, Content> contents = new LinkedHashMap<>();

  void add(Path file, String content) {
    add(file, writer -> writer.write(content));
  }

  void add(Path file, Content content) {
    if (contents.put(file.toAbsolutePath().normalize(), content) != null) {
      throw new InputException(file + ": line 0, column 0: two outputs would go here");
    }
  }

  void write() {
    Map<Path, Path> parts = new LinkedHashMap<>();
    try {
      for (Map.Entry<Path, Content> entry : contents.entrySet()) {
        Path file = entry.getKey();
        try {
          if (Files.isDirectory(file)) {
            throw new IOException("a directory");
          }
          Path part = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".part");
          parts.put(part, file);
          try (Writer writer = Files.newBufferedWriter(part)) {
            entry.getValue().writeTo(writer);
          }
        } catch (IOException | UncheckedIOException e) {
          throw new InputException(file + ": line 0, column 0: the file cannot be written");
        }
      }
      for (Map.Entry<Path, Path> entry : parts.entrySet()) {
        move(entry.getKey(), entry.getValue());
      }
    } finally {
      parts.keySet().forEach(OutputFiles::drop);
    }
  }

  private static void move(Path part, Path file) {
    try {
      makeReadable(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new InputException(file + ": line 0, column 0: the file cannot be written");
    }
  }

  /** A temporary file is its owner's alone; a result is as readable as any other new file. */
  private static void makeReadable(Path part) throws IOException {
    if (Files.getFileStore(part).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  private static void drop(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // Nothing is lost by a leftover that no result refers to.
    }
  }
}
