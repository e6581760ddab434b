package io.assay.validation.features;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A dictionary of patches learned from a dataset's own images (Coates, Ng & Lee, 2011). Patches of
 * 6 x 6 pixels of the picture scaled to 32 x 32 are brought to mean 0 and like contrast, whitened,
 * and clustered by k-means. A patch x activates centre k by max(0, mean of z − z_k), where z_k = ‖x
 * − c_k‖; the activations are averaged over each quarter of the picture.
 *
 * <p>The same images give the same dictionary, in any order and on any number of threads.
 */
public final class PatchDictionary implements Encoder.OfFiles {
  private static final int SIDE = 32;
  private static final int PATCH = 6;
  private static final int LENGTH = 3 * PATCH * PATCH;
  private static final int PLACES = SIDE - PATCH + 1;
  private static final int STEP = 2;
  private static final int STEPS = (PLACES + STEP - 1) / STEP;
  private static final int QUARTERS = 4;
  private static final int CENTRES = 128;

  private static final int MAX_IMAGES = 2000;
  private static final int PATCHES = 20_000;
  private static final long SEED = 0x5EED;

  /** A variance, 10 on the scale of 0..255, below which contrast is noise. */
  private static final float NOISE = 10f / (255 * 255);

  private final Whitening whitening;
  private final Centres centres;
  private final float[] squares;
  private final String version;

  private PatchDictionary(Whitening whitening, Centres centres) {
    this.whitening = whitening;
    this.centres = centres;
    this.squares = centres.squares();
    this.version = "1-" + hash(whitening, centres);
  }

  /**
   * Learns the dictionary; files that are no images teach nothing.
   *
   * @throws UnreadableContentException if none of them is an image
   */
  public static PatchDictionary learn(List<byte[]> contents) {
    List<Picture> pictures =
        contents.stream()
            .map(Keyed::of)
            .sorted((a, b) -> Arrays.compareUnsigned(a.hash, b.hash))
            .flatMap(Keyed::picture)
            .limit(MAX_IMAGES)
            .toList();
    if (pictures.isEmpty()) {
      throw new UnreadableContentException(
          "not-an-image", "There is no image to learn a dictionary from");
    }
    SplittableRandom random = new SplittableRandom(SEED);
    int each = Math.min(PLACES * PLACES, (PATCHES + pictures.size() - 1) / pictures.size());
    float[] patches = new float[pictures.size() * each * LENGTH];
    int at = 0;
    for (Picture picture : pictures) {
      for (int i = 0; i < each; i++) {
        cut(picture, random.nextInt(PLACES), random.nextInt(PLACES), patches, at);
        at += LENGTH;
      }
    }
    Whitening whitening = Whitening.learn(patches, LENGTH);
    float[] whitened = new float[LENGTH];
    for (int start = 0; start < patches.length; start += LENGTH) {
      whitening.apply(patches, start, whitened);
      System.arraycopy(whitened, 0, patches, start, LENGTH);
    }
    return new PatchDictionary(
        whitening, Centres.learn(patches, LENGTH, Math.min(CENTRES, at / LENGTH), random));
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Keyed(byte[] hash, byte[] content) {
    static Keyed of(byte[] content) {
      return new Keyed(Encoder.sha256().digest(content), content);
    }

    Stream<Picture> picture() {
      try {
        return Stream.of(Picture.decode(content, SIDE));
      } catch (UnreadableContentException e) {
        return Stream.empty();
      }
    }
  }

  /** Copies a patch and brings it to mean 0 and like contrast. */
  private static void cut(Picture picture, int left, int top, float[] patches, int at) {
    float mean = 0;
    for (int i = 0; i < LENGTH; i++) {
      int line = top + i / (3 * PATCH);
      float value = picture.value()[3 * (line * SIDE + left) + i % (3 * PATCH)];
      patches[at + i] = value;
      mean += value / LENGTH;
    }
    float variance = 0;
    for (int i = at; i < at + LENGTH; i++) {
      patches[i] -= mean;
      variance += patches[i] * patches[i] / LENGTH;
    }
    float scale = (float) (1 / Math.sqrt(variance + NOISE));
    for (int i = at; i < at + LENGTH; i++) {
      patches[i] *= scale;
    }
  }

  @Override
  public String name() {
    return "patch dictionary";
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public int dimension() {
    return QUARTERS * centres.count();
  }

  @Override
  public String strength() {
    return "Fair for textures and simple shapes: it learns the small patterns of this dataset's own"
        + " images, but does not know what a picture shows.";
  }

  @Override
  public float[] features(byte[] content) {
    Picture picture = Picture.decode(content, SIDE);
    float[] patch = new float[LENGTH];
    float[] whitened = new float[LENGTH];
    float[] distances = new float[centres.count()];
    float[] row = new float[dimension()];
    for (int y = 0; y < STEPS; y++) {
      for (int x = 0; x < STEPS; x++) {
        cut(picture, x * STEP, y * STEP, patch, 0);
        whitening.apply(patch, 0, whitened);
        int quarter = 2 * (2 * y / STEPS) + 2 * x / STEPS;
        activate(whitened, distances, row, quarter * centres.count());
      }
    }
    float scale = (float) QUARTERS / (STEPS * STEPS);
    for (int i = 0; i < row.length; i++) {
      row[i] *= scale;
    }
    return row;
  }

  private void activate(float[] patch, float[] distances, float[] row, int at) {
    centres.products(patch, 0, distances);
    float square = 0;
    for (float value : patch) {
      square += value * value;
    }
    float mean = 0;
    for (int k = 0; k < distances.length; k++) {
      distances[k] = (float) Math.sqrt(Math.max(0, square + squares[k] - 2 * distances[k]));
      mean += distances[k];
    }
    mean /= distances.length;
    for (int k = 0; k < distances.length; k++) {
      row[at + k] += Math.max(0, mean - distances[k]);
    }
  }

  private static String hash(Whitening whitening, Centres centres) {
    MessageDigest digest = Encoder.sha256();
    for (float[] part : List.of(whitening.mean(), whitening.matrix(), centres.byDimension())) {
      ByteBuffer buffer = ByteBuffer.allocate(part.length * Float.BYTES);
      buffer.asFloatBuffer().put(part);
      digest.update(buffer);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }
}
