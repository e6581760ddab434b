package io.assay.validation.features;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.IntStream;

/** Turns the content of items into numbers; the same content gives the same bits everywhere. */
public sealed interface Encoder {
  /** Kept with every model that was trained on its features. */
  String name();

  /** Changes whenever the same content would give other numbers. */
  String version();

  /** How many columns its features have. */
  int dimension();

  /** One sentence for requesters on what to expect of a model that sees only this. */
  String strength();

  /** Name and version: under it and the SHA-256 of a content features are kept. */
  default String id() {
    return name() + " " + version();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads texts. */
  sealed interface OfTexts extends Encoder permits TextEncoder {
    /** One row a text, in their order. */
    SparseMatrix features(List<String> texts);
  }

  /** Reads files. */
  sealed interface OfFiles extends Encoder
      permits ImageStatistics, PatchDictionary, LogMel, Supplied {
    /**
     * The features of one file: as many as the dimension.
     *
     * @throws UnreadableContentException for a file that it cannot read
     */
    float[] features(byte[] content);

    /** One row a file, in their order; the first that cannot be read is thrown. */
    default DenseMatrix features(List<byte[]> contents) {
      float[] values = new float[Math.multiplyExact(contents.size(), dimension())];
      IntStream.range(0, contents.size())
          .parallel()
          .forEach(
              i ->
                  System.arraycopy(
                      features(contents.get(i)), 0, values, i * dimension(), dimension()));
      return new DenseMatrix(dimension(), values);
    }

    /** What came of each file, in their order. */
    default List<EncodedFile> encode(List<byte[]> contents) {
      return contents.parallelStream().map(this::encode).toList();
    }

    private EncodedFile encode(byte[] content) {
      try {
        return new EncodedFile(features(content), null);
      } catch (UnreadableContentException e) {
        return new EncodedFile(null, e.slug());
      }
    }
  }

  /** One that a requester brought. */
  non-sealed interface Supplied extends OfFiles {}
}
