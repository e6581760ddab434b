package io.assay.validation.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
  @TempDir private Path folder;

  @Test
  void libraries_areTheOnesTheyShouldBe() throws IOException {
    NativeLibrary.DRIVER.unpack(folder);
    NativeLibrary.PTX_COMPILER.unpack(folder);
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void loading_leavesNothingBehind() {
    String before = System.getProperty("java.io.tmpdir");
    NativeLibrary.PTX_COMPILER.load();
    NativeLibrary.PTX_COMPILER.load();
    assertThat(System.getProperty("java.io.tmpdir")).isEqualTo(before);
    assertThat(Path.of(before).resolve("libJNvPTXCompiler-12.6.0-linux-x86_64.so")).doesNotExist();
  }

  @Test
  void anotherLibrary_isRefused() throws IOException {
    NativeLibrary other =
        new NativeLibrary("java.lang.Object", "libJCudaDriver-12.6.0-linux-x86_64.so", "00");
    assertThatThrownBy(other::load)
        .isInstanceOf(UnsatisfiedLinkError.class)
        .hasMessageStartingWith("libJCudaDriver-12.6.0-linux-x86_64.so is not the library");
    NativeLibrary missing = new NativeLibrary("java.lang.Object", "libNothing.so", "00");
    assertThatThrownBy(() -> missing.unpack(folder)).isInstanceOf(UnsatisfiedLinkError.class);
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
