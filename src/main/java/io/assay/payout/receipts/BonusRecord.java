package io.assay.payout.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import io.assay.payout.economics.BonusRounds;
import java.util.List;

/**
 * What the bonuses of a dataset follow from beside its answers.
 *
 * @param incentive as the API writes it
 * @param rounds the first, the second and so on
 */
public record BonusRecord(JsonNode incentive, List<BonusRounds.Round> rounds) {}
