package io.assay.validation.gpu;

import org.jspecify.annotations.Nullable;

/**
 * Who answered what, item after item.
 *
 * @param labelers how many labelers there are
 * @param classes how many classes there are
 * @param start where the answers to each item start, and where the last ones end
 * @param labeler who gave each answer
 * @param answer the class of each answer
 * @param weight what each answer counts, or null where each counts once
 * @param known the class of each item, or -1; null where none is known
 * @param prior the prior of each item, items times classes and positive; null for shares that are
 *     estimated
 */
@SuppressWarnings("ArrayRecordComponent") // Millions of answers.
public record CrowdAnswers(
    int labelers,
    int classes,
    int[] start,
    int[] labeler,
    int[] answer,
    float @Nullable [] weight,
    int @Nullable [] known,
    float @Nullable [] prior) {
  /** Refuses what does not fit together. */
  public CrowdAnswers(
      int labelers,
      int classes,
      int[] start,
      int[] labeler,
      int[] answer,
      float @Nullable [] weight,
      int @Nullable [] known,
      float @Nullable [] prior) {
    this.labelers = labelers;
    this.classes = classes;
    this.start = start;
    this.labeler = labeler;
    this.answer = answer;
    this.weight = weight;
    this.known = known;
    this.prior = prior;
    int items = start.length - 1;
    boolean ordered = start[0] == 0 && start[items] == labeler.length;
    for (int item = 0; item < items; item++) {
      ordered &= start[item] <= start[item + 1];
    }
    if (!ordered || answer.length != labeler.length) {
      throw new IllegalArgumentException("the items do not cover the answers");
    }
    if ((weight != null && weight.length != answer.length)
        || (known != null && known.length != items)
        || (prior != null && prior.length != (long) items * classes)) {
      throw new IllegalArgumentException(
          "weights, known classes or priors are too few or too many");
    }
    for (int i = 0; i < answer.length; i++) {
      if (labeler[i] < 0 || labeler[i] >= labelers || answer[i] < 0 || answer[i] >= classes) {
        throw new IllegalArgumentException("answer " + i + " has no such labeler or class");
      }
    }
    for (int item = 0; known != null && item < items; item++) {
      if (known[item] < -1 || known[item] >= classes) {
        throw new IllegalArgumentException("item " + item + " has no such class");
      }
    }
    Math.multiplyExact(Math.multiplyExact(labelers, classes), Rows.width(classes));
    Math.multiplyExact(items, Rows.width(classes));
  }

  public int items() {
    return start.length - 1;
  }
}
