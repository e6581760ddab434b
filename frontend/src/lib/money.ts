/** Token amounts: exact decimal strings of base units on the wire, BigInt here, never floats. */

export type Rounding = 'exact' | 'short';

const SHORT_FRACTION_DIGITS = 6;

/**
 * Writes base units as token units without loss (`exact`), or with at most six decimals rounded
 * down (`short`), so that a shown amount never exceeds the real one.
 */
export function formatTokens(baseUnits: string | bigint, decimals: number, language: string, rounding: Rounding = 'short'): string {
  const digits = BigInt(baseUnits).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const all = digits.slice(digits.length - decimals).replace(/0+$/, '');
  const fraction = rounding === 'exact' ? all : all.slice(0, SHORT_FRACTION_DIGITS).replace(/0+$/, '');
  const grouped = new Intl.NumberFormat(language).format(BigInt(whole));
  if (fraction) return `${grouped}.${fraction}`;
  return all && whole === '0' ? `< 0.${'0'.repeat(SHORT_FRACTION_DIGITS - 1)}1` : grouped;
}

/** Reads an amount typed in token units; null where it is no number or finer than a base unit. */
export function parseTokens(text: string, decimals: number): bigint | null {
  const match = /^(\d{1,60})(?:\.(\d*))?$/.exec(text.trim().replace(/^\./, '0.'));
  if (!match) return null;
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) return null;
  return BigInt(match[1] + fraction.padEnd(decimals, '0'));
}

export function sumBaseUnits(amounts: Iterable<string | bigint>): bigint {
  let sum = 0n;
  for (const amount of amounts) sum += BigInt(amount);
  return sum;
}

/** A share of an amount, in basis points, rounded down as the server does. */
export function shareOf(amount: string | bigint, basisPoints: number): bigint {
  return (BigInt(amount) * BigInt(basisPoints)) / 10_000n;
}

/** The share part/whole in percent for drawing; the division is done in integers first. */
export function percentOf(part: string | bigint, whole: string | bigint): number {
  const total = BigInt(whole);
  return total === 0n ? 0 : Number((BigInt(part) * 10_000n) / total) / 100;
}
