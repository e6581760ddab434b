package io.assay.validation.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/**
 * Where a worker finds its classes: the jar or folder that the server itself loads them from, in
 * tests, in development and in the packaged application. Naming a class does not initialise it, so
 * the server never loads the native runtime.
 */
final class WorkerClassPath {
  private WorkerClassPath() {}

  static String find() {
    return home(EncoderWorker.class) + File.pathSeparator + home(OrtEnvironment.class);
  }

  private static Path home(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException("nobody knows where " + type.getName() + " came from");
    }
    try {
      URI address = source.getLocation().toURI();
      String text = address.toString();
      // Some class loaders name a jar as jar:file:...!/
      return Path.of(
          text.startsWith("jar:")
              ? URI.create(text.substring("jar:".length(), text.indexOf("!/")))
              : address);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
