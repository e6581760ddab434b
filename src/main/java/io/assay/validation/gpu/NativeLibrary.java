package io.assay.validation.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/*
 * JCuda unpacks its libraries into the shared temporary folder under a fixed name and loads whatever lies there already: any
 * user of the machine can leave a library for us. It asks for java.io.tmpdir at that moment, so the property points to a folder
 * of ours while the binding's class is initialised; there lies the library, checked, and goes away once it is loaded. Whoever
 * asks for the property meanwhile gets a folder that works.
 */
/** Loads a binding of JCuda with its native library from a private folder. */
final class NativeLibrary {
  /** The binding of the driver. */
  static final NativeLibrary DRIVER =
      new NativeLibrary(
          "jcuda.driver.JCudaDriver",
          "libJCudaDriver-12.6.0-linux-x86_64.so",
          "fdc3b4b4fca4f0fab54ff12c0b4d6ad1c5e8d55015b4950834c705e5db301255");

  /** The assembler of PTX, which needs no GPU. */
  static final NativeLibrary PTX_COMPILER =
      new NativeLibrary(
          "jcuda.nvptxcompiler.JNvPTXCompiler",
          "libJNvPTXCompiler-12.6.0-linux-x86_64.so",
          "6bce6925256b2456ab9521372a3a6ae76438488d0394dd467e32f3c0a32efa18");

  private static final String FOLDER_PROPERTY = "java.io.tmpdir";

  private final String binding;
  private final String file;
  private final String sha256;

  NativeLibrary(String binding, String file, String sha256) {
    this.binding = binding;
    this.file = file;
    this.sha256 = sha256;
  }

  /**
   * Loads it.
   *
   * @throws LinkageError where the machine or the library does not allow it
   */
  void load() {
    String platform =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT)
            + "-"
            + System.getProperty("os.arch", "");
    if (!platform.equals("linux-amd64")) {
      throw new UnsatisfiedLinkError("there is no library for " + platform);
    }
    synchronized (NativeLibrary.class) {
      try {
        Path folder =
            Files.createTempDirectory(
                "assay-gpu",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
          unpack(folder);
          initialise(folder);
        } finally {
          Files.deleteIfExists(folder.resolve(file));
          Files.deleteIfExists(folder);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("the library of the GPU cannot be unpacked", e);
      }
    }
  }

  /** Writes the library into a folder. */
  void unpack(Path folder) throws IOException {
    byte[] library;
    try (InputStream in = resource()) {
      if (in == null) {
        throw new UnsatisfiedLinkError(file + " is not on the class path");
      }
      library = in.readAllBytes();
    }
    String found = Sha256.of(library);
    if (!found.equals(sha256)) {
      throw new UnsatisfiedLinkError(file + " is not the library it should be: sha256 " + found);
    }
    Files.write(folder.resolve(file), library);
  }

  private @Nullable InputStream resource() {
    return NativeLibrary.class.getResourceAsStream("/lib/" + file);
  }

  private void initialise(Path folder) {
    String before = System.getProperty(FOLDER_PROPERTY, "/tmp");
    System.setProperty(FOLDER_PROPERTY, folder.toString());
    try {
      Class.forName(binding, true, NativeLibrary.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new NoClassDefFoundError(binding);
    } finally {
      System.setProperty(FOLDER_PROPERTY, before);
    }
  }
}
