package io.assay.consensus;

import io.assay.consensus.classification.ConsensusCsv;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An archive whose last file has the SHA-256 of all others, as {@code sha256sum} writes it. */
final class HashedZip {
  /** Writes the text of a file. */
  interface Content {
    void write(Writer writer) throws IOException;
  }

  private final ZipOutputStream zip;
  private final SortedMap<String, String> hashes = new TreeMap<>();

  HashedZip(ZipOutputStream zip) {
    this.zip = zip;
  }

  void table(String name, List<String> header, Consumer<Consumer<List<String>>> rows) {
    file(name, writer -> ConsensusCsv.write(writer, header, rows));
  }

  void file(String name, Content content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      zip.putNextEntry(new ZipEntry(name));
      Writer writer =
          new OutputStreamWriter(new DigestOutputStream(open(), digest), StandardCharsets.UTF_8);
      content.write(writer);
      writer.flush();
      zip.closeEntry();
      hashes.put(name, HexFormat.of().formatHex(digest.digest()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The archive, which whoever writes a file leaves open. */
  private OutputStream open() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        zip.write(one);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        zip.write(bytes, from, length);
      }

      @Override
      public void close() {}
    };
  }

  void finish(String name) {
    SortedMap<String, String> others = new TreeMap<>(hashes);
    file(
        name,
        writer -> {
          for (var one : others.entrySet()) {
            writer.append(one.getValue()).append("  ").append(one.getKey()).append('\n');
          }
        });
  }
}
