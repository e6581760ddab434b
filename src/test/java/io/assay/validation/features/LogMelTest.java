package io.assay.validation.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class LogMelTest {
  private static final LogMel LOG_MEL = new LogMel();

  private static byte[] wav(AudioFormat format, int frames, IntToDoubleFunction sample) {
    int size = format.getSampleSizeInBits() / 8;
    byte[] bytes = new byte[frames * format.getFrameSize()];
    for (int i = 0; i < frames * format.getChannels(); i++) {
      double level = sample.applyAsDouble(i / format.getChannels());
      long value = (long) (level * ((1L << (8 * size - 1)) - 1));
      for (int b = 0; b < size; b++) {
        int place = format.isBigEndian() ? size - 1 - b : b;
        bytes[i * size + place] = (byte) (value >> (8 * b));
      }
    }
    return file(format, bytes);
  }

  private static byte[] file(AudioFormat format, byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AudioInputStream in =
        new AudioInputStream(
            new ByteArrayInputStream(bytes), format, bytes.length / format.getFrameSize());
    try {
      AudioSystem.write(
          in, format.isBigEndian() ? AudioFileFormat.Type.AU : AudioFileFormat.Type.WAVE, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static IntToDoubleFunction sine(double hertz, double rate) {
    return i -> 0.5 * StrictMath.sin(2 * Math.PI * hertz * i / rate);
  }

  private static AudioFormat format(float rate, int bits, int channels) {
    return new AudioFormat(rate, bits, channels, true, false);
  }

  private static int loudest(float[] row) {
    int loudest = 0;
    for (int i = 1; i < MelBands.COUNT; i++) {
      loudest = row[i] > row[loudest] ? i : loudest;
    }
    return loudest;
  }

  @Test
  void aTone_isLoudestInItsBand_atEveryRateAndSampleSize() {
    for (double hertz : new double[] {300, 1000, 3000}) {
      double mel = 2595 * StrictMath.log10(1 + hertz / 700);
      double place = mel / (2595 * StrictMath.log10(1 + 8000 / 700.0)) * (MelBands.COUNT + 1);
      for (float rate : new float[] {8000, 16_000, 44_100}) {
        for (int bits : new int[] {16, 24, 32}) {
          byte[] tone = wav(format(rate, bits, 1), (int) rate / 2, sine(hertz, rate));
          assertThat((double) loudest(LOG_MEL.features(tone)) + 1)
              .isBetween(place - 1.2, place + 1.2);
        }
      }
    }
  }

  @Test
  void channelsByteOrderAndSampleSize_hardlyMatter() {
    IntToDoubleFunction sound =
        i -> 0.4 * StrictMath.sin(i * 0.2) * (i / 800 % 2) + 0.2 * StrictMath.sin(i * 0.9);
    float[] plain = LOG_MEL.features(wav(format(16_000, 16, 1), 16_000, sound));
    float[] stereo = LOG_MEL.features(wav(format(16_000, 16, 2), 16_000, sound));
    float[] precise = LOG_MEL.features(wav(format(16_000, 24, 1), 16_000, sound));
    float[] bigEndian =
        LOG_MEL.features(wav(new AudioFormat(16_000, 16, 1, true, true), 16_000, sound));
    assertThat(stereo).isEqualTo(plain);
    assertThat(bigEndian).isEqualTo(plain);
    for (int i = 0; i < MelBands.COUNT; i++) {
      assertThat(precise[i]).isBetween(plain[i] - 0.7f, plain[i] + 0.7f);
    }
  }

  @Test
  void changeOverTime_isInTheDeviations_silenceHasNone() {
    float[] steady = LOG_MEL.features(wav(format(16_000, 16, 1), 16_000, sine(1000, 16_000)));
    float[] beeps =
        LOG_MEL.features(
            wav(
                format(16_000, 16, 1),
                16_000,
                i -> i / 1600 % 2 == 0 ? sine(1000, 16_000).applyAsDouble(i) : 0));
    int band = loudest(steady);
    assertThat(beeps[MelBands.COUNT + band]).isGreaterThan(5 * steady[MelBands.COUNT + band] + 1);
    float[] silence = LOG_MEL.features(wav(format(16_000, 16, 1), 100, i -> 0));
    assertThat(Arrays.copyOfRange(silence, MelBands.COUNT, 2 * MelBands.COUNT))
        .containsOnly(new float[] {0});
  }

  @Test
  void energies_areThoseOfThePlainTransform() {
    SplittableRandom random = new SplittableRandom(29);
    float[] frame = new float[100];
    for (int i = 0; i < frame.length; i++) {
      frame[i] = (float) random.nextDouble(-1, 1);
    }
    double[] energies = new double[MelBands.COUNT];
    new MelBands(16_000, 100).energies(frame, energies);
    double[] expected = new double[MelBands.COUNT];
    double scale = 0;
    for (int i = 0; i < 100; i++) {
      scale += 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / 100);
    }
    for (int f = 0; f <= 64; f++) {
      double re = 0;
      double im = 0;
      for (int i = 0; i < 100; i++) {
        double value = frame[i] * (0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / 100)) / scale;
        re += value * Math.cos(2 * Math.PI * f * i / 128);
        im += value * Math.sin(2 * Math.PI * f * i / 128);
      }
      double place = Math.log10(1 + f * 125 / 700.0) / Math.log10(1 + 8000 / 700.0) * 41;
      for (int band = 0; band < MelBands.COUNT; band++) {
        expected[band] += (re * re + im * im) * Math.max(0, 1 - Math.abs(place - band - 1));
      }
    }
    for (int band = 0; band < MelBands.COUNT; band++) {
      assertThat(energies[band]).isBetween(expected[band] - 1e-9, expected[band] + 1e-9);
    }
  }

  @Test
  void whatCannotBeRead_isRefusedWithAReason() {
    assertThatThrownBy(() -> LOG_MEL.features(new byte[] {1, 2, 3})).hasMessageContaining("WAV");
    assertThatThrownBy(() -> LOG_MEL.features(new byte[LogMel.MAX_BYTES + 1]))
        .hasMessageContaining("bytes");
    assertThatThrownBy(() -> LOG_MEL.features(wav(format(16_000, 16, 1), 0, i -> 0)))
        .hasMessageContaining("no samples");
    byte[] tooLong = new byte[8000 * LogMel.MAX_SECONDS + 8000];
    assertThatThrownBy(
            () -> LOG_MEL.features(file(new AudioFormat(8000, 8, 1, false, false), tooLong)))
        .isInstanceOfSatisfying(
            UnreadableContentException.class,
            e -> assertThat(e.slug()).isEqualTo("content-too-large"))
        .hasMessageContaining("seconds");
    AudioFormat muLaw = new AudioFormat(AudioFormat.Encoding.ULAW, 8000, 8, 1, 1, 8000, false);
    assertThatThrownBy(() -> LOG_MEL.features(file(muLaw, new byte[800])))
        .hasMessageContaining("PCM");
  }

  @Test
  void brokenFiles_areRefusedInOneWay() {
    byte[] whole = wav(format(16_000, 16, 1), 2000, sine(500, 16_000));
    SplittableRandom random = new SplittableRandom(31);
    for (int i = 0; i < 300; i++) {
      byte[] broken =
          Arrays.copyOf(whole, i % 2 == 0 ? whole.length : random.nextInt(whole.length));
      for (int hits = 0; hits < 4 && broken.length > 0; hits++) {
        broken[random.nextInt(Math.min(60, broken.length))] = (byte) random.nextInt();
      }
      try {
        assertThat(LOG_MEL.features(broken)).hasSize(LOG_MEL.dimension());
      } catch (UnreadableContentException e) {
        assertThat(e.slug()).isIn("not-audio", "content-too-large");
      }
    }
  }
}
