package io.assay.payout.receipts;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The files of an epoch by name; written twice, the archive is the same bytes. */
public final class Bundle {
  /** All files together may be so large, so that no archive fills the memory without a word. */
  private static final long MAX_BYTES = 1L << 31;

  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final SortedMap<String, byte[]> files;

  /** Files by name, with slashes between folders. */
  public Bundle(SortedMap<String, byte[]> files) {
    this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /**
   * Reads an archive or a folder.
   *
   * @throws IOException if it is neither, or too large
   * @throws Difference if a file of the archive is not what its checksum says
   */
  public static Bundle read(Path path) throws IOException {
    return new Bundle(Files.isDirectory(path) ? folder(path) : archive(path));
  }

  private static SortedMap<String, byte[]> folder(Path folder) throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>();
    List<Path> found;
    try (Stream<Path> walk = Files.walk(folder)) {
      found = walk.filter(Files::isRegularFile).toList();
    }
    long total = 0;
    for (Path file : found) {
      total = within(total + Files.size(file));
      files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
    }
    return files;
  }

  private static SortedMap<String, byte[]> archive(Path path) throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>();
    long total = 0;
    try (InputStream file = Files.newInputStream(path);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory()) {
          byte[] content = content(zip, entry.getName(), MAX_BYTES - total);
          total = within(total + content.length);
          if (files.put(entry.getName(), content) != null) {
            throw new IOException("two files are named " + entry.getName());
          }
        }
      }
    }
    if (files.isEmpty()) {
      throw new IOException("it is no ZIP archive, or an empty one");
    }
    return files;
  }

  private static byte[] content(ZipInputStream zip, String name, long room) throws IOException {
    try {
      byte[] content = zip.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, room));
      if (zip.read() >= 0) {
        within(Long.MAX_VALUE);
      }
      return content;
    } catch (ZipException | EOFException e) {
      throw new Difference(name, 0, "the archive is damaged here: " + e.getMessage());
    }
  }

  private static long within(long total) throws IOException {
    if (total > MAX_BYTES) {
      throw new IOException("its files are more than " + MAX_BYTES + " bytes");
    }
    return total;
  }

  public SortedMap<String, byte[]> files() {
    return files;
  }

  /**
   * The bytes of a file.
   *
   * @throws Difference if there is no such file
   */
  byte[] get(String name) {
    byte[] content = files.get(name);
    if (content == null) {
      throw new Difference(name, 0, "the bundle lacks this file");
    }
    return content;
  }

  String text(String name) {
    return new String(get(name), StandardCharsets.UTF_8);
  }

  /** Writes a ZIP archive; the stream is left open. */
  public void writeZip(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (var file : files.entrySet()) {
      addTo(zip, file.getKey(), file.getValue());
    }
    zip.finish();
    zip.flush();
  }

  /** Adds a file to an archive, without the time of day. */
  public static void addTo(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
