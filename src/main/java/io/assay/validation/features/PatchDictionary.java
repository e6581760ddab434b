package io.assay.validation.features;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

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

  /** More images are not looked at when it is learned. */
  public static final int MAX_IMAGES = 2000;

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
    this.version = "1-" + hash();
  }

  /**
   * Learns the dictionary; files that are no images teach nothing.
   *
   * @throws UnreadableContentException if none of them is an image
   */
  public static PatchDictionary learn(List<byte[]> contents) {
    Learner learner = new Learner();
    contents.stream()
        .map(content -> new Keyed(Encoder.sha256().digest(content), content))
        .sorted((a, b) -> Arrays.compareUnsigned(a.hash, b.hash))
        .takeWhile(keyed -> !learner.isFull())
        .forEach(keyed -> learner.add(keyed.content));
    return learner.learn();
  }

  /** Takes the images one after the other, of which it holds small copies. */
  public static final class Learner {
    private final List<Picture> pictures = new ArrayList<>();

    /** Whether more images would not be looked at. */
    public boolean isFull() {
      return pictures.size() >= MAX_IMAGES;
    }

    /**
     * Takes one file; one that is no image is passed over. For one dictionary whatever the order in
     * which images came, they are given by the SHA-256 of their contents.
     */
    public void add(byte[] content) {
      if (!isFull()) {
        try {
          pictures.add(Picture.decode(content, SIDE));
        } catch (UnreadableContentException e) {
          // Teaches nothing.
        }
      }
    }

    /**
     * The dictionary of what was taken.
     *
     * @throws UnreadableContentException if none of it was an image
     */
    public PatchDictionary learn() {
      if (pictures.isEmpty()) {
        throw new UnreadableContentException(
            "not-an-image", "There is no image to learn a dictionary from");
      }
      return of(pictures);
    }
  }

  private static PatchDictionary of(List<Picture> pictures) {
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
  private record Keyed(byte[] hash, byte[] content) {}

  /**
   * A dictionary from its bytes.
   *
   * @throws IllegalArgumentException for bytes that are no dictionary
   */
  public static PatchDictionary read(byte[] bytes) {
    int rest = bytes.length / Float.BYTES - LENGTH - LENGTH * LENGTH;
    if (rest <= 0 || rest % LENGTH != 0 || bytes.length % Float.BYTES != 0) {
      throw new IllegalArgumentException(bytes.length + " bytes are no dictionary");
    }
    FloatBuffer values = ByteBuffer.wrap(bytes).asFloatBuffer();
    float[] mean = new float[LENGTH];
    float[] matrix = new float[LENGTH * LENGTH];
    float[] centres = new float[rest];
    values.get(mean).get(matrix).get(centres);
    return new PatchDictionary(
        new Whitening(mean, matrix), new Centres(rest / LENGTH, LENGTH, centres));
  }

  /** Its bytes, from which it can be read again: float32, most significant byte first. */
  public byte[] bytes() {
    List<float[]> parts = List.of(whitening.mean(), whitening.matrix(), centres.byDimension());
    int length = parts.stream().mapToInt(part -> part.length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(length * Float.BYTES);
    FloatBuffer values = bytes.asFloatBuffer();
    parts.forEach(values::put);
    return bytes.array();
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

  private String hash() {
    return HexFormat.of().formatHex(Encoder.sha256().digest(bytes()), 0, 8);
  }
}
