package io.assay.fraud.copying;

/** Where the answers to an item, and the items two labelers have in common, are read. */
interface AnswerSource {
  /** Takes what two labelers said of an item. */
  interface CommonAnswers {
    void answered(int item, int labelOfA, int labelOfB);
  }

  /** Loads the answers to an item. */
  void load(int item, ItemBelief into);

  /** Visits the items both answered, in their order. */
  void common(int a, int b, CommonAnswers visitor);
}
