import { powerOfTen } from '@/lib/format';
import type { Summand } from './case';

export interface Step extends Summand {
  /** The log-odds before and after this summand. */
  from: number;
  to: number;
}

export interface Waterfall {
  steps: Step[];
  prior: number;
  sum: number;
  /** The scale that holds every step and zero. */
  low: number;
  high: number;
}

/** Adds the evidence up, summand by summand, in nats: log-odds by natural logarithm. */
export function waterfallOf(summands: Summand[]): Waterfall {
  let sum = 0;
  const steps = summands.map((summand) => {
    const from = sum;
    sum += summand.nats;
    return { ...summand, from, to: sum };
  });
  const ends = [0, ...steps.map((step) => step.to)];
  return { steps, prior: steps[0]?.nats ?? 0, sum, low: Math.min(...ends), high: Math.max(...ends) };
}

/** A place on the scale in percent of its width. */
export function percentAt(value: number, { low, high }: Waterfall): number {
  return (100 * (value - low)) / Math.max(high - low, 1e-9);
}

const LARGEST_WRITTEN_OUT = 9_999;

/** Log-odds as people say odds: the larger side to two digits, past thousands as a power of ten, rounded down. */
export function oddsOf(nats: number): { favour: string; against: string } {
  const size = Math.abs(nats);
  const exact = Math.exp(size);
  const large =
    exact > LARGEST_WRITTEN_OUT ? powerOfTen(Math.floor(size / Math.LN10 + 1e-9)) : String(Number(exact.toPrecision(2)));
  return nats >= 0 ? { favour: large, against: '1' } : { favour: '1', against: large };
}
