package io.assay.validation.features;

/**
 * What an image looks like as a whole: 8 x 8 brightnesses with mean 0 and length 1, the square
 * roots of the shares of 64 colours in each quarter, and oriented gradients.
 */
public final class ImageStatistics implements Encoder.OfFiles {
  private static final int SIDE = 128;
  private static final int THUMBNAIL = 8;
  private static final int QUARTERS = 4;
  private static final int LEVELS = 4;
  private static final int COLOURS = LEVELS * LEVELS * LEVELS;
  private static final int COLOUR_START = THUMBNAIL * THUMBNAIL;
  private static final int GRADIENT_START = COLOUR_START + QUARTERS * COLOURS;
  private static final int DIMENSION = GRADIENT_START + OrientedGradients.DIMENSION;

  /** What was read off one image. */
  @SuppressWarnings("ArrayRecordComponent") // A row of a matrix.
  public record Reading(float[] features, long hash) {}

  @Override
  public String name() {
    return "image statistics";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public int dimension() {
    return DIMENSION;
  }

  @Override
  public String strength() {
    return "Weak: it sees colours, brightness and outlines and finds near-duplicates, but does not"
        + " know what a picture shows.";
  }

  @Override
  public float[] features(byte[] content) {
    return read(content).features();
  }

  /** Features and perceptual hash ({@link NearDuplicates}) of an image, decoded once. */
  public Reading read(byte[] content) {
    Picture picture = Picture.decode(content, SIDE);
    float[] row = new float[DIMENSION];
    writeBrightness(picture.shrunk(THUMBNAIL).grey(), row);
    writeColours(picture, row);
    OrientedGradients.write(picture.shrunk(OrientedGradients.SIDE).grey(), row, GRADIENT_START);
    return new Reading(row, PerceptualHash.of(picture.shrunk(PerceptualHash.SIDE).grey()));
  }

  private static void writeBrightness(float[] grey, float[] row) {
    double mean = 0;
    for (float value : grey) {
      mean += value;
    }
    mean /= grey.length;
    double squares = 0.01;
    for (float value : grey) {
      squares += (value - mean) * (value - mean);
    }
    for (int i = 0; i < grey.length; i++) {
      row[i] = (float) ((grey[i] - mean) / Math.sqrt(squares));
    }
  }

  private static void writeColours(Picture picture, float[] row) {
    int[] counts = new int[QUARTERS * COLOURS];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int at = 3 * (y * SIDE + x);
        int colour = 0;
        for (int channel = 0; channel < 3; channel++) {
          int level = Math.min(LEVELS - 1, (int) (picture.value()[at + channel] * LEVELS));
          colour = colour * LEVELS + level;
        }
        int quarter = 2 * (2 * y / SIDE) + 2 * x / SIDE;
        counts[quarter * COLOURS + colour]++;
      }
    }
    for (int i = 0; i < counts.length; i++) {
      row[COLOUR_START + i] = (float) Math.sqrt(counts[i] * (double) QUARTERS / (SIDE * SIDE));
    }
  }
}
