package io.assay.simulation;

import java.util.OptionalDouble;

/**
 * What a replay with a farm came to.
 *
 * @param crowd what the crowd came to, its labels being those of the dataset with the farm in it
 * @param aloneRight labels that are right where the same answers of the crowd are aggregated
 *     without the farm
 * @param wanted answers the farm wanted to give
 * @param accepted those the server took
 * @param suspected accounts of the farm in a case that is not cleared
 * @param held those of them whose payouts wait, or who are banned
 * @param untilSuspected accepted answers of an account until it was in a case; the median over
 *     those that were
 * @param untilHeld accepted answers of an account until it was held; the median over those that
 *     were
 * @param honestSuspected accounts of the crowd in a case that is not cleared
 * @param honestHeld those of them that are held
 * @param earned what the farm earned, in base units
 * @param paid what arrived in its wallets, in base units
 */
public record FarmReport(
    ReplayReport crowd,
    FarmPlan plan,
    long aloneRight,
    long wanted,
    long accepted,
    int suspected,
    int held,
    OptionalDouble untilSuspected,
    OptionalDouble untilHeld,
    int honestSuspected,
    int honestHeld,
    String earned,
    String paid) {}
