package io.assay.payout.receipts;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the platform knows of a dataset that an epoch pays for, by the names the platform uses; a
 * bundle has numbers instead (see {@link DatasetFiles}).
 *
 * @param price base units an accepted answer earns
 * @param schema as the API writes it
 * @param method that found the labels; null before the first fit
 * @param model what is known of the model that lent the fit a prior; null without one
 * @param answers in the order in which they came
 * @param fitted how many of them, from the first on, the fit rests on
 * @param gold known labels by item
 * @param prior the model's probabilities by item and label, in millionths
 * @param ignored labelers whose answers decide nothing
 * @param groups the group of each labeler whose votes count together with others
 * @param pairs left and right thing by item, where things are compared
 * @param indexes place of each labeler in every payout
 * @param bonus what bonuses follow from; null for flat pay
 */
public record DatasetRecord(
    UUID id,
    BigInteger price,
    JsonNode schema,
    @Nullable String method,
    @Nullable JsonNode model,
    List<Answer> answers,
    int fitted,
    Map<String, String> gold,
    Map<String, SortedMap<String, Double>> prior,
    Set<String> ignored,
    Map<String, String> groups,
    Map<String, List<String>> pairs,
    Map<String, Long> indexes,
    @Nullable BonusRecord bonus) {
  /** An answer as it was given. */
  public record Answer(String item, String labeler, String label) {}
}
