import { describe, expect, it } from 'vitest';
import type { Summand } from './case';
import { oddsOf, percentAt, waterfallOf } from './waterfall';

const summands: Summand[] = [
  { family: null, label: 'prior', nats: -6 },
  { family: 'IDENTITY', label: 'same wallet', nats: 4 },
  { family: 'TIME', label: 'other hours', nats: -1.5 },
  { family: 'CONTENT', label: 'copied', nats: 12 },
];

describe('the waterfall of evidence', () => {
  it('starts each step where the last one ended, and ends at the sum', () => {
    const waterfall = waterfallOf(summands);
    expect(waterfall.steps.map(({ from, to }) => [from, to])).toEqual([
      [0, -6],
      [-6, -2],
      [-2, -3.5],
      [-3.5, 8.5],
    ]);
    expect(waterfall).toMatchObject({ prior: -6, sum: 8.5, low: -6, high: 8.5 });
    expect(percentAt(-6, waterfall)).toBe(0);
    expect(percentAt(8.5, waterfall)).toBe(100);
  });

  it('keeps zero on the scale, and stands when there is nothing to add', () => {
    const sure = waterfallOf([{ family: null, label: 'prior', nats: -3 }]);
    expect(percentAt(0, sure)).toBe(100);
    const nothing = waterfallOf([]);
    expect(nothing).toMatchObject({ prior: 0, sum: 0 });
    expect(percentAt(0, nothing)).toBe(0);
  });
});

describe('odds', () => {
  it('are said by their larger side', () => {
    expect(oddsOf(0)).toEqual({ favour: '1', against: '1' });
    expect(oddsOf(Math.log(19))).toEqual({ favour: '19', against: '1' });
    expect(oddsOf(-Math.log(120))).toEqual({ favour: '1', against: '120' });
  });

  it('become powers of ten past thousands, never rounded up', () => {
    expect(oddsOf(4 * Math.LN10).favour).toBe('10⁴');
    expect(oddsOf(16.9 * Math.LN10).favour).toBe('10¹⁶');
    expect(oddsOf(-8 * Math.LN10).against).toBe('10⁸');
  });
});
