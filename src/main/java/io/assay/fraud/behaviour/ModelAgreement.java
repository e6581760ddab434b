package io.assay.fraud.behaviour;

/**
 * Port: the copy e-value (D1) of a labeler against a public model that answered the same items as
 * if it were a labeler.
 */
public interface ModelAgreement {
  /** ln E in nats that the labeler took over the model's answers; 0 without common items. */
  double logEValue(String labeler, String model);
}
