package io.assay.validation.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The compiled kernels, as they lie in the jar. */
final class KernelModules {
  /** The modules, by name. */
  static final List<String> NAMES = List.of("dawid_skene", "pairs", "reduction", "softmax_head");

  private static final KernelModules PACKED = read();

  private final Map<String, String> ptx;
  private final String sha256;

  private KernelModules(Map<String, String> ptx) {
    this.ptx = ptx;
    this.sha256 =
        Sha256.of(
            ptx.values().stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
  }

  /** The ones in the jar. */
  static KernelModules packed() {
    return PACKED;
  }

  private static KernelModules read() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String name : NAMES) {
      try (InputStream in = resource(name)) {
        if (in == null) {
          throw new IllegalStateException("the jar has no kernels " + name);
        }
        all.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new KernelModules(all);
  }

  private static @Nullable InputStream resource(String name) {
    return KernelModules.class.getResourceAsStream("/cuda/" + name + ".ptx");
  }

  /** PTX by module. */
  Map<String, String> ptx() {
    return ptx;
  }

  /** The SHA-256 of all PTX, one after the other. */
  String sha256() {
    return sha256;
  }
}
