package io.assay.validation.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The committed PTX is that of the committed sources, assembles, and computes in rounded steps. */
class KernelModulesTest {
  private static final Path SOURCES = Path.of("src/main/cuda");
  private static final Pattern SPILLS =
      Pattern.compile("(\\d+) bytes stack frame, (\\d+) bytes spill stores, (\\d+) bytes spill");

  private static Properties manifest;

  @BeforeAll
  static void loadManifest() throws IOException {
    manifest = new Properties();
    try (InputStream in = KernelModules.class.getResourceAsStream("/cuda/manifest.properties")) {
      manifest.load(in);
    }
  }

  @Test
  void manifest_namesTheCompilerAndItsFlags() {
    assertThat(manifest.getProperty("compiler")).startsWith("release ");
    assertThat(manifest.getProperty("flags")).contains("-arch=compute_80").doesNotContain("fast");
    assertThat(manifest.getProperty("version")).isEqualTo("7.0");
  }

  @Test
  void ptx_isThatOfTheSources() throws IOException {
    Map<String, String> there = new TreeMap<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".cu") || name.endsWith(".cuh")) {
          there.put("source." + name, Sha256.of(Files.readAllBytes(file)));
        }
      }
    }
    KernelModules.packed()
        .ptx()
        .forEach(
            (name, ptx) ->
                there.put("ptx." + name + ".ptx", Sha256.of(ptx.getBytes(StandardCharsets.UTF_8))));
    Map<String, String> named = new TreeMap<>();
    for (String key : manifest.stringPropertyNames()) {
      if (key.startsWith("source.") || key.startsWith("ptx.")) {
        named.put(key, manifest.getProperty(key));
      }
    }
    assertThat(there).as("a kernel was changed: run src/main/cuda/build.sh").isEqualTo(named);
  }

  @Test
  void ptx_roundsEveryStepToNearest() {
    Pattern floating =
        Pattern.compile(
            "^\\s+(?:@\\S+\\s+)?((?:add|sub|mul|mad|fma|div|sqrt|rcp|ex2|lg2)\\S*\\.f(?:32|64))\\s",
            Pattern.MULTILINE);
    KernelModules.packed()
        .ptx()
        .forEach(
            (name, ptx) -> {
              Matcher found = floating.matcher(ptx);
              while (found.find()) {
                assertThat(found.group(1)).as(name).matches("(add|mul|fma|div|sqrt)\\.rn\\.f32");
              }
            });
  }

  @ParameterizedTest
  @CsvSource({
    "dawid_skene,sm_80", "dawid_skene,sm_90",
    "pairs,sm_80", "pairs,sm_90",
    "reduction,sm_80", "reduction,sm_90",
    "softmax_head,sm_80", "softmax_head,sm_90"
  })
  void ptx_assemblesWithoutSpilling(String module, String architecture) {
    String log = assemble(KernelModules.packed().ptx().get(module), architecture);
    Matcher kernel = SPILLS.matcher(log);
    int kernels = 0;
    while (kernel.find()) {
      kernels++;
      assertThat(kernel.group(2)).as(log).isEqualTo("0");
      assertThat(kernel.group(3)).as(log).isEqualTo("0");
    }
    int entries = FakeKernels.parameters(KernelModules.packed().ptx().get(module)).size();
    assertThat(kernels).as(log).isEqualTo(entries).isPositive();
  }

  private static String assemble(String ptx, String architecture) {
    NativeLibrary.PTX_COMPILER.load();
    JNvPTXCompiler.setExceptionsEnabled(false);
    byte[] text = (ptx + "\0").getBytes(StandardCharsets.UTF_8);
    nvPTXCompilerHandle compiler = new nvPTXCompilerHandle();
    assertThat(JNvPTXCompiler.nvPTXCompilerCreate(compiler, text.length, text)).isZero();
    String[] options = {"--gpu-name=" + architecture, "--verbose"};
    int result = JNvPTXCompiler.nvPTXCompilerCompile(compiler, options.length, options);
    long[] length = new long[1];
    JNvPTXCompiler.nvPTXCompilerGetErrorLogSize(compiler, length);
    byte[] error = new byte[(int) length[0] + 1];
    JNvPTXCompiler.nvPTXCompilerGetErrorLog(compiler, error);
    assertThat(result).as(new String(error, StandardCharsets.UTF_8)).isZero();
    JNvPTXCompiler.nvPTXCompilerGetInfoLogSize(compiler, length);
    byte[] info = new byte[(int) length[0] + 1];
    JNvPTXCompiler.nvPTXCompilerGetInfoLog(compiler, info);
    JNvPTXCompiler.nvPTXCompilerDestroy(compiler);
    return new String(info, StandardCharsets.UTF_8);
  }
}
