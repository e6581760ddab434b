package io.assay.validation.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Puts a command under the limits of the operating system, each where the system has it: virtual
 * memory, processor time, size of files, no core dump, and a network of its own with nobody in it.
 */
final class Confinement {
  /** What follows the script: kibibytes of memory, seconds of processor time, the command. */
  private static final String SCRIPT =
      "ulimit -c 0; ulimit -f 200000; ulimit -v \"$1\"; ulimit -t \"$2\"; shift 2; exec \"$@\"";

  private static final String SHELL = "/bin/sh";
  private static final String UNSHARE = "/usr/bin/unshare";
  private static final List<String> NO_NETWORK = List.of(UNSHARE, "--map-root-user", "--net");
  private static final int PROBE_SECONDS = 10;

  private Confinement() {}

  /** Tried once; a kernel may forbid it, and a container often does. */
  private static final class Network {
    static final boolean CUT_OFF = works(NO_NETWORK, "true");

    private Network() {}
  }

  static boolean cutsOffNetwork() {
    return Network.CUT_OFF;
  }

  static List<String> confine(List<String> command, EncoderLimits limits) {
    List<String> confined = new ArrayList<>();
    if (cutsOffNetwork()) {
      confined.addAll(NO_NETWORK);
    }
    if (Files.isExecutable(Path.of(SHELL))) {
      // One thread computes; the JVM's own threads get as much again.
      long seconds = 2 * limits.jobTime().toSeconds() + 60;
      confined.addAll(List.of(SHELL, "-c", SCRIPT, "encoder"));
      confined.add(Long.toString(limits.addressSpaceBytes() / 1024));
      confined.add(Long.toString(seconds));
    }
    confined.addAll(command);
    return confined;
  }

  private static boolean works(List<String> prefix, String command) {
    if (!Files.isExecutable(Path.of(prefix.get(0)))) {
      return false;
    }
    List<String> probe = new ArrayList<>(prefix);
    probe.add(command);
    try {
      Process process =
          new ProcessBuilder(probe)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
