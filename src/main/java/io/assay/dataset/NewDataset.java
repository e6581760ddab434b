package io.assay.dataset;

import io.assay.platform.TokenAmount;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a requester states to make a dataset. */
@Schema(
    example =
        """
        {"name": "Road hazard reports", "description": "What did the driver see?",
         "schema": {"type": "choice", "question": "Which hazard is reported?",
           "options": [{"value": "pothole", "title": "Pothole"}, {"value": "ice", "title": "Ice"}]},
         "priceBaseUnits": "20000", "redundancyMin": 3, "redundancyMax": 7,
         "targetConfidence": 0.95, "goldShare": 0.1, "leaseSeconds": 300,
         "targetError": 0.05, "budgetBaseUnits": "90000000", "deadline": "2030-01-31T18:00:00Z",
         "incentive": {"rule": "correlated-agreement", "bonusBasisPoints": 2000}}
        """)
public record NewDataset(
    @NotBlank @Size(max = 200) String name,
    @Size(max = 5000) @Nullable String description,
    @Size(max = 20000) @Nullable String instructions,
    @NotNull @Valid LabelSchema schema,
    @NotNull TokenAmount priceBaseUnits,
    @Min(1) @Max(100) int redundancyMin,
    @Min(1) @Max(1000) int redundancyMax,
    @DecimalMin(value = "0.5") @DecimalMax("1") double targetConfidence,
    @DecimalMin("0") @DecimalMax("0.5") @Nullable Double goldShare,
    @Min(30) @Max(86400) @Nullable Integer leaseSeconds,
    @Schema(
            description =
                "Expected share of wrong labels at which no more answers are bought; with it, each"
                    + " further answer goes where it takes away most errors, and targetConfidence"
                    + " is not used.")
        @DecimalMin("0.0001")
        @DecimalMax("0.5")
        @Nullable Double targetError,
    @Schema(
            description =
                "Most to spend on answers, those to gold included; at least the price of redundancyMin"
                    + " answers to every item. Needs targetError.")
        @Nullable TokenAmount budgetBaseUnits,
    @Schema(
            description =
                "When buying stops and every item is resolved, whatever the error; in the future. Needs"
                    + " targetError.")
        @Nullable Instant deadline,
    @Schema(
            description =
                "Share of the budget, 0.05 if not said, for answers beyond those consensus asks for:"
                    + " to items that many labelers get, by which copies among them show. What the"
                    + " redundancy needs is never spent on them; 0 switches them off.")
        @DecimalMin("0")
        @DecimalMax("0.2")
        @Nullable Double probeShare,
    @Schema(
            description =
                "Where the next answer goes first: expected-error-reduction (if not said) or active-lab,"
                    + " which also weighs what the model of the items says. Needs targetError.",
            examples = {"active-lab"})
        @Nullable String priority,
    @Schema(
            description =
                "Whether labelers may see what the model takes an item for. They could tell gold and"
                    + " probes by a missing suggestion, so goldShare and probeShare must be 0.")
        @Nullable Boolean prelabels,
    @Schema(
            description =
                "Whether suggestions wait until the labeler has answered, as they do if not said. If"
                    + " false they come with the item, and such answers are marked and neither train"
                    + " nor judge the model.")
        @Nullable Boolean independentAnswers,
    @Schema(
            description =
                "How answers are paid beyond the price; flat pay if not said. The bonus is committed"
                    + " with the price of every answer, and what of it is not earned is free again."
                    + " Only where answers are classes, which are choice and pairwise.")
        @Valid
        @Nullable Incentive incentive) {}
