package io.assay.payout.economics;

/** One labeler's answer to one item, by names; only the order of names and labels counts. */
public record BonusAnswer(String item, String labeler, String label) {}
