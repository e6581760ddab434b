package io.assay.validation.heads;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Half seconds of sound at any pitch and loudness: a hum, beeps, a sweep, or rattling. */
final class MadeUpSounds {
  private static final int RATE = 8000;
  private static final int SAMPLES = RATE / 2;

  private MadeUpSounds() {}

  static List<byte[]> of(SplittableRandom random, int[] truth) {
    List<byte[]> sounds = new ArrayList<>();
    for (int k : truth) {
      double hertz = 200 * Math.pow(8, random.nextDouble());
      double rhythm = 4 + 12 * random.nextDouble();
      double loudness = 0.02 + 0.1 * random.nextDouble();
      double noise = 0.05 + 0.1 * random.nextDouble();
      double phase = 0;
      byte[] bytes = new byte[2 * SAMPLES];
      for (int i = 0; i < SAMPLES; i++) {
        double time = i / (double) RATE;
        boolean on = (int) (time * rhythm) % 2 == 0;
        double pitch = k == 2 ? hertz * (1 + time * rhythm / 8) : hertz;
        phase += 2 * Math.PI * pitch / RATE;
        double level =
            switch (k) {
              case 0 -> Math.sin(phase) + 0.5 * Math.sin(2 * phase);
              case 1 -> on ? 1.4 * Math.sin(phase) : 0;
              case 2 -> Math.sin(phase);
              default -> on ? SyntheticTexts.gaussian(random) * Math.sin(phase) : 0;
            };
        double value = loudness * level + noise * SyntheticTexts.gaussian(random);
        int sample = (int) (Math.max(-1, Math.min(1, value)) * Short.MAX_VALUE);
        bytes[2 * i] = (byte) sample;
        bytes[2 * i + 1] = (byte) (sample >> 8);
      }
      sounds.add(file(bytes));
    }
    return sounds;
  }

  private static byte[] file(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AudioInputStream in =
        new AudioInputStream(
            new ByteArrayInputStream(bytes),
            new AudioFormat(RATE, 16, 1, true, false),
            bytes.length / 2);
    try {
      AudioSystem.write(in, AudioFileFormat.Type.WAVE, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
