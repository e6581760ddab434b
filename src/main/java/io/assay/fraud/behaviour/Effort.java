package io.assay.fraud.behaviour;

/**
 * What is known of one labeler's care.
 *
 * @param answers how many
 * @param spammerScore {@link SpammerScore}; NaN where no confusion matrix is known
 * @param goldRight known answers met
 * @param goldWrong known answers missed
 * @param longestRun longest run of one answer as a share of the answers; NaN where not known
 * @param rapidShare share of answers under the guessing threshold; NaN where there is none
 * @param timeSlope slope of ln t on what the item takes; NaN where times are not known
 */
public record Effort(
    String labeler,
    int answers,
    double spammerScore,
    int goldRight,
    int goldWrong,
    double longestRun,
    double rapidShare,
    double timeSlope) {}
