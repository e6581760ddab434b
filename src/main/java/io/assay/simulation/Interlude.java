package io.assay.simulation;

import java.util.Map;
import java.util.UUID;

/** What goes on in a crowd's dataset between the crowd's answers. */
interface Interlude {
  /** Nothing goes on. */
  Interlude NONE = new Interlude() {};

  /**
   * Where it goes on.
   *
   * @param prefix what subjects at the issuer begin with
   * @param tokens the crowd's, by labeler
   */
  record Stage(UUID dataset, String prefix, String adminToken, Map<String, String> tokens) {}

  /** What tells the dataset from that of the crowd alone. */
  default String key() {
    return "";
  }

  /** Answers to be funded beside those of the crowd. */
  default long answers() {
    return 0;
  }

  /** Answers a task may get beside those of the crowd. */
  default int redundancy() {
    return 0;
  }

  /** After how many of the crowd's answers it goes on at the latest. */
  default int every() {
    return Integer.MAX_VALUE;
  }

  /** The dataset is open and the crowd signed in. */
  default void start(Stage stage) {}

  /**
   * The crowd has given so many answers.
   *
   * @param answered answers of the crowd so far
   */
  default void after(long answered) {}

  /** The crowd's earnings are settled and withdrawn. */
  default void end() {}
}
