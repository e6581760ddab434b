package io.assay.payout.economics;

import java.math.BigInteger;

/** One answer's pay: base units, and when it was booked in milliseconds of the epoch. */
public record LedgerLine(BigInteger amountBaseUnits, long bookedAtMillis) {}
