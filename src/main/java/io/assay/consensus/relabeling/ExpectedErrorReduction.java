package io.assay.consensus.relabeling;

/*
 * What an answer takes away cannot be read off a confusion matrix. Answers to an item resemble each
 * other through its difficulty, so a model that takes them for independent promises far too much of
 * the next one for hard items and nothing at all wherever one answer alone cannot overturn the
 * leader, which is nearly everywhere after two answers that agree.
 *
 * With a posterior whose confidence can be believed, the error e of an item with n answers is what
 * is left of all doubt after n steps. Whatever the crowd, it falls with n and ever more slowly; a
 * power law e ~ 1/n is the plainest such curve, and along it the next answer takes
 *
 *   e(n) - e(n + 1) = e(n) / (n + 1).
 *
 * So of two items equally doubtful the one with fewer answers comes first: doubt that many answers
 * did not settle is not going to be settled by one more.
 */
/**
 * Buys where the error falls most for an answer: e / (n + 1) for an item with error e after n
 * answers, in expected wrong labels, and not below {@code minGain}.
 *
 * <p>Sources: Roy and McCallum (2001), Toward optimal active learning through sampling estimation
 * of error reduction; Sheng, Provost, Ipeirotis (2008), Get another label?
 *
 * @param minGain expected wrong labels that an answer has to take away to be worth its price
 */
public record ExpectedErrorReduction(double minGain) implements RelabelingPolicy {
  @Override
  public double worth(OpenItem item) {
    double gain = item.error() / (item.answers() + 1);
    return gain >= minGain ? gain : 0;
  }
}
