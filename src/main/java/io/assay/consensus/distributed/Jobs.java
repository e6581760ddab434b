package io.assay.consensus.distributed;

import java.io.IOException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;

/** How jobs start and end. */
final class Jobs {
  private static final String MALFORMED = "MALFORMED_RECORD";

  private Jobs() {}

  /** What a job does. */
  interface Job {
    void run() throws IOException;
  }

  /** The session of the cluster that spark-submit names; this machine where none is named. */
  static SparkSession session(String name) {
    String master = System.getProperty("spark.master", "local[*]");
    return SparkSession.builder().appName(name).master(master).getOrCreate();
  }

  /** Runs a job; ends the process with 2 and one line where a person has to change something. */
  static void exit(Job job) throws IOException {
    try {
      job.run();
    } catch (Exception e) {
      // Spark also throws checked exceptions, which its Scala signatures do not declare.
      if (!(e instanceof InvalidInput) && !(e instanceof AnalysisException) && !isMalformed(e)) {
        throw e;
      }
      System.err.println(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      System.exit(2);
    }
  }

  /** Whether there is a file or a folder of this name. */
  static boolean exists(SparkSession spark, String path) {
    try {
      // Named twice: of a single path that is absent Spark logs a stack trace.
      spark.read().text(path, path);
      return true;
    } catch (Exception e) {
      if (!(e instanceof AnalysisException)) {
        throw e;
      }
      return false;
    }
  }

  private static boolean isMalformed(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains(MALFORMED)) {
        return true;
      }
    }
    return false;
  }
}
