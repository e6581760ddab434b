/** Numbers, times and identifiers as people read them. */

export function formatNumber(value: number, language: string, digits = 3): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
}

export function formatPercent(ratio: number, language: string, digits = 0): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format(ratio);
}

export function formatTime(iso: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

/** The days from one time to another; one day where both are of the same. */
export function formatDays(from: string, to: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).formatRange(new Date(from), new Date(to));
}

/** A span of time in its largest whole unit, rounded up: "1 minute", "7 days". */
export function formatSpan(seconds: number, language: string): string {
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const;
  const [unit, length] = units.find(([, size]) => seconds >= size) ?? (['second', 1] as const);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.ceil(seconds / length));
}

export function isPast(iso: string | null): boolean {
  return iso !== null && Date.parse(iso) < Date.now();
}

/** Keeps both ends of a long hexadecimal string. */
export function shortenHex(value: string, ends = 6): string {
  return value.length <= 2 * ends + 3 ? value : `${value.slice(0, ends + 2)}…${value.slice(-ends)}`;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * The power of ten n in "about 1 in 10ⁿ by chance" for a natural-log E-value: by Markov's inequality
 * an E-value of e^x is reached by chance with probability at most e^-x.
 */
export function chanceExponent(logEValue: number): number {
  return Math.max(0, Math.floor(logEValue / Math.LN10));
}

export function powerOfTen(exponent: number): string {
  return `10${String(exponent).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? digit)}`;
}
