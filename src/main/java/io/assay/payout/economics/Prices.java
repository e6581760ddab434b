package io.assay.payout.economics;

/**
 * What an attack costs and pays, in tokens worth one US dollar.
 *
 * @param payPerAnswer w
 * @param acceptance p, the share of answers that are paid
 * @param costPerAnswer v, a language model's price of one answer
 * @param setUpCost c0, of one account: phone number, aged mail, browser profile
 * @param dailyCost o, of one account: proxy and browser
 * @param answersPerDay n
 * @param lifetimeAnswers T, after which an account that is never caught stops
 * @param proofCost of one forged or rented proof of personhood
 * @param confirmed β, probability that a held farm is confirmed by the reviewers
 * @param capitalShare κ, cost of locking a stake for the lifetime, as a share of it
 */
public record Prices(
    double payPerAnswer,
    double acceptance,
    double costPerAnswer,
    double setUpCost,
    double dailyCost,
    double answersPerDay,
    double lifetimeAnswers,
    double proofCost,
    double confirmed,
    double capitalShare) {
  /** The price table of the science notes on fraud, section 5.2, reviewed with each release. */
  public static final Prices PUBLISHED =
      new Prices(0.02, 0.92, 0.002, 1, 0.15, 200, 12_000, 30, 0.95, 0.01);

  /** w p: what an answer pays on average. */
  public double earnedPerAnswer() {
    return payPerAnswer * acceptance;
  }

  /** v + o / n: what an answer costs a farmer. */
  public double spentPerAnswer() {
    return costPerAnswer + dailyCost / answersPerDay;
  }

  public Prices withCostPerAnswer(double tokens) {
    return new Prices(
        payPerAnswer,
        acceptance,
        tokens,
        setUpCost,
        dailyCost,
        answersPerDay,
        lifetimeAnswers,
        proofCost,
        confirmed,
        capitalShare);
  }
}
