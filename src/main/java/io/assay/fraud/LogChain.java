package io.assay.fraud;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A log whose entries seal each other: h_n = SHA-256(h_(n-1) || n || fields of entry n), h_0 = 64
 * zeros. Each field is its length in bytes (4 bytes, big-endian; -1 for none) and its UTF-8, so
 * that no two entries have the same bytes. Whoever kept one hash notices any change before it
 * (Haber and Stornetta, 1991).
 */
public final class LogChain {
  /** What the first entry is sealed with. */
  public static final String START = "0".repeat(64);

  /**
   * One entry.
   *
   * @param at to the microsecond, as the database keeps it
   * @param actor who did it; null where the platform acted by itself
   * @param configVersion of the settings it was done under
   */
  public record Entry(
      long sequence,
      Instant at,
      @Nullable UUID caseId,
      @Nullable UUID actor,
      String action,
      String detail,
      String configVersion,
      String previousHash,
      String hash) {}

  private LogChain() {}

  /** The hash the entry should carry. */
  public static String hash(Entry entry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    put(bytes, entry.previousHash());
    put(bytes, Long.toString(entry.sequence()));
    put(bytes, entry.at().toString());
    put(bytes, entry.caseId() == null ? null : entry.caseId().toString());
    put(bytes, entry.actor() == null ? null : entry.actor().toString());
    put(bytes, entry.action());
    put(bytes, entry.detail());
    put(bytes, entry.configVersion());
    return sha256(bytes.toByteArray());
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(ByteArrayOutputStream bytes, @Nullable String field) {
    byte[] text = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(field == null ? -1 : text.length).array());
    bytes.writeBytes(text);
  }

  /** Walks a log from its first entry and notes the first that does not follow. */
  public static final class Walk {
    private long entries;
    private String last = START;
    private long brokenAt;

    public void accept(Entry entry) {
      entries++;
      boolean follows =
          entry.sequence() == entries
              && entry.previousHash().equals(last)
              && entry.hash().equals(hash(entry));
      if (!follows && brokenAt == 0) {
        brokenAt = entries;
      }
      last = entry.hash();
    }

    /** Holds the end of the walk against the head that was kept apart. */
    public void end(long headSequence, String headHash) {
      if (brokenAt == 0 && (headSequence != entries || !headHash.equals(last))) {
        brokenAt = entries + 1;
      }
    }

    public long entries() {
      return entries;
    }

    /** The place of the first entry that is missing or not as it was written. */
    public OptionalLong brokenAt() {
      return brokenAt == 0 ? OptionalLong.empty() : OptionalLong.of(brokenAt);
    }

    public String head() {
      return last;
    }
  }
}
