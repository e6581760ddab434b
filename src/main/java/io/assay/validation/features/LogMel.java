package io.assay.validation.features;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * How a recording sounds as a whole: mean and standard deviation over time of the logarithms of the
 * energies in 40 mel bands, frames of 25 ms every 10 ms under Hann's window (Davis & Mermelstein,
 * 1980). Bands are those up to 8 kHz at every sampling rate; channels are averaged.
 *
 * <p>Warning: the bytes come from strangers; only uncompressed audio (WAV, AIFF, AU) of limited
 * length is read.
 */
public final class LogMel implements Encoder.OfFiles {
  static final int MAX_BYTES = 100_000_000;
  static final int MAX_SECONDS = 600;
  private static final int MIN_RATE = 4000;
  private static final int MAX_RATE = 192_000;
  private static final int MAX_CHANNELS = 8;

  private static final double FRAME_SECONDS = 0.025;
  private static final double HOP_SECONDS = 0.010;

  /** About the quantisation noise of 16 bits; silence ends here. */
  private static final double FLOOR = 1e-10;

  @Override
  public String name() {
    return "log-mel statistics";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public int dimension() {
    return 2 * MelBands.COUNT;
  }

  @Override
  public String strength() {
    return "Weak: it tells kinds of sound, voices and noise apart, but understands no words and no"
        + " order in time.";
  }

  @Override
  public float[] features(byte[] content) {
    if (content.length > MAX_BYTES) {
      throw tooLong("it has " + content.length + " bytes, at most " + MAX_BYTES + " are read");
    }
    try (AudioInputStream in = AudioSystem.getAudioInputStream(new ByteArrayInputStream(content))) {
      AudioFormat format = in.getFormat();
      check(format);
      int frameBytes = format.getChannels() * (format.getSampleSizeInBits() / Byte.SIZE);
      long room = (long) Math.ceil(MAX_SECONDS * (double) format.getSampleRate()) * frameBytes;
      byte[] bytes = in.readNBytes((int) Math.min(content.length, room + 1));
      if (bytes.length > room) {
        throw tooLong("at most " + MAX_SECONDS + " seconds are read");
      }
      float[] samples = samples(bytes, format);
      if (samples.length == 0) {
        throw notAudio("it has no samples");
      }
      return statistics(samples, format.getSampleRate());
    } catch (UnsupportedAudioFileException e) {
      throw notAudio("it is none of WAV, AIFF and AU");
    } catch (UnreadableContentException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Readers throw whatever they please at a broken file.
      throw notAudio("it is damaged");
    }
  }

  private static void check(AudioFormat format) {
    boolean signed = format.getEncoding().equals(AudioFormat.Encoding.PCM_SIGNED);
    int bits = format.getSampleSizeInBits();
    if (!signed && !(format.getEncoding().equals(AudioFormat.Encoding.PCM_UNSIGNED) && bits == 8)) {
      throw notAudio("it is " + format.getEncoding() + ", and only integer PCM is read");
    }
    if (bits != 8 && bits != 16 && bits != 24 && bits != 32) {
      throw notAudio("its samples have " + bits + " bits, and only 8, 16, 24 and 32 are read");
    }
    if (format.getChannels() < 1 || format.getChannels() > MAX_CHANNELS) {
      throw notAudio("it has " + format.getChannels() + " channels, at most 8 are read");
    }
    // Negated, so that a rate that is no number is refused.
    if (!(format.getSampleRate() >= MIN_RATE && format.getSampleRate() <= MAX_RATE)) {
      throw notAudio("its sampling rate is not between 4 and 192 kHz");
    }
  }

  private static UnreadableContentException tooLong(String why) {
    return new UnreadableContentException("content-too-large", "The audio is too long: " + why);
  }

  private static UnreadableContentException notAudio(String why) {
    return new UnreadableContentException("not-audio", "The audio cannot be read: " + why);
  }

  /** Samples in -1..1, the mean of the channels. */
  private static float[] samples(byte[] bytes, AudioFormat format) {
    int size = format.getSampleSizeInBits() / Byte.SIZE;
    int channels = format.getChannels();
    boolean signed = format.getEncoding().equals(AudioFormat.Encoding.PCM_SIGNED);
    double scale = channels * (double) (1L << (format.getSampleSizeInBits() - 1));
    float[] samples = new float[bytes.length / (size * channels)];
    for (int i = 0; i < samples.length; i++) {
      long sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        int at = (i * channels + channel) * size;
        int value = 0;
        for (int b = 0; b < size; b++) {
          int place = format.isBigEndian() ? b : size - 1 - b;
          value = (value << Byte.SIZE) | (bytes[at + place] & 0xff);
        }
        int shift = Integer.SIZE - size * Byte.SIZE;
        sum += signed ? value << shift >> shift : value - 0x80;
      }
      samples[i] = (float) (sum / scale);
    }
    return samples;
  }

  private static float[] statistics(float[] samples, float rate) {
    int length = (int) (rate * FRAME_SECONDS);
    int hop = (int) (rate * HOP_SECONDS);
    MelBands bands = new MelBands(rate, length);
    int frames = 1 + Math.max(0, samples.length - length) / hop;
    double[] sums = new double[MelBands.COUNT];
    double[] squares = new double[MelBands.COUNT];
    double[] energies = new double[MelBands.COUNT];
    for (int frame = 0; frame < frames; frame++) {
      int from = frame * hop;
      bands.energies(
          Arrays.copyOfRange(samples, from, Math.min(samples.length, from + length)), energies);
      for (int band = 0; band < energies.length; band++) {
        double logarithm = StrictMath.log(energies[band] + FLOOR);
        sums[band] += logarithm;
        squares[band] += logarithm * logarithm;
      }
    }
    float[] row = new float[2 * MelBands.COUNT];
    for (int band = 0; band < MelBands.COUNT; band++) {
      double mean = sums[band] / frames;
      row[band] = (float) mean;
      row[MelBands.COUNT + band] =
          (float) Math.sqrt(Math.max(0, squares[band] / frames - mean * mean));
    }
    return row;
  }
}
