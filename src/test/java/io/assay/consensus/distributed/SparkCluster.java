package io.assay.consensus.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Spark master with two workers on loopback, each a process of its own. */
final class SparkCluster implements AutoCloseable {
  private static final Path HOME = Path.of("target/spark").toAbsolutePath();
  private static final Pattern ADDRESS = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern REGISTERED = Pattern.compile("Registering worker");
  private static final int WORKERS = 2;
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration RUN = Duration.ofMinutes(4);

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final Thread atExit = new Thread(this::killAll);
  private String address = "";

  private SparkCluster(Path folder) {
    this.folder = folder;
  }

  /** Starts all; keeps logs and work in the folder. */
  static SparkCluster start(Path folder) throws IOException, InterruptedException {
    SparkCluster cluster = new SparkCluster(folder);
    Runtime.getRuntime().addShutdownHook(cluster.atExit);
    try {
      cluster.startAll();
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  private void startAll() throws IOException, InterruptedException {
    Path log = folder.resolve("master.log");
    String[] ports = {"--host", "127.0.0.1", "--port", "0", "--webui-port", "0"};
    spawn(log, "org.apache.spark.deploy.master.Master", List.of(ports));
    address = await(log, ADDRESS, 1);
    for (int w = 0; w < WORKERS; w++) {
      List<String> words = new ArrayList<>(List.of("--cores", "1", "--memory", "600m"));
      words.addAll(List.of(ports));
      words.add(address);
      spawn(folder.resolve("worker-" + w + ".log"), "org.apache.spark.deploy.worker.Worker", words);
    }
    await(log, REGISTERED, WORKERS);
  }

  private Process spawn(Path log, String main, List<String> words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", HOME + "/jars/*", main));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private Map<String, String> environment() {
    return Map.of(
        "JAVA_HOME", System.getProperty("java.home"),
        "SPARK_HOME", HOME.toString(),
        "SPARK_SCALA_VERSION", "2.13",
        "SPARK_LOCAL_IP", "127.0.0.1",
        "SPARK_LOCAL_DIRS", folder.resolve("local").toString(),
        "SPARK_WORKER_DIR", folder.resolve("work").toString());
  }

  private String await(Path log, Pattern pattern, int times)
      throws IOException, InterruptedException {
    Instant until = Instant.now().plus(START);
    while (Instant.now().isBefore(until)) {
      List<String> found = new ArrayList<>();
      Matcher matcher = pattern.matcher(Files.exists(log) ? Files.readString(log) : "");
      while (matcher.find()) {
        found.add(matcher.group(matcher.groupCount()));
      }
      if (found.size() >= times) {
        return found.get(0);
      }
      assertThat(processes).as("processes, see %s", folder).allMatch(Process::isAlive);
      Thread.sleep(100);
    }
    throw new AssertionError("no " + pattern + " in " + Files.readString(log));
  }

  /** What spark-submit needs to say to run a job here. */
  List<String> here() {
    return List.of(
        "--master",
        address,
        "--executor-memory",
        "512m",
        "--conf",
        "spark.driver.host=127.0.0.1",
        "--conf",
        "spark.executor.extraJavaOptions=-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
  }

  /** Runs a class of the thin jar by spark-submit; returns the exit code, and leaves a log. */
  int submit(String log, List<String> options, Class<?> main, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(options);
    command.addAll(List.of("--conf", "spark.ui.enabled=false"));
    command.addAll(List.of("--conf", "spark.sql.shuffle.partitions=2"));
    command.addAll(List.of("--class", main.getName(), jar().toString()));
    command.addAll(List.of(words));
    Process process = spawn(folder.resolve(log), "org.apache.spark.deploy.SparkSubmit", command);
    try {
      boolean ended = process.waitFor(RUN.toSeconds(), TimeUnit.SECONDS);
      assertThat(ended).as("ended in time, see %s", folder.resolve(log)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
      processes.remove(process);
    }
  }

  String log(String log) throws IOException {
    return Files.readString(folder.resolve(log));
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    }
  }

  /** Workers end their executors when they are told to end; whatever stays is killed. */
  @Override
  public void close() throws InterruptedException {
    List<ProcessHandle> executors = processes.stream().flatMap(Process::descendants).toList();
    processes.forEach(Process::destroy);
    for (Process process : processes) {
      process.waitFor(10, TimeUnit.SECONDS);
    }
    executors.forEach(ProcessHandle::destroyForcibly);
    killAll();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private void killAll() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
