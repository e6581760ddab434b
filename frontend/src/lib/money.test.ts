import { describe, expect, it } from 'vitest';
import { formatTokens, parseTokens, percentOf, sumBaseUnits } from './money';

describe('money', () => {
  it('writes base units without losing or inventing any', () => {
    expect(formatTokens('20000', 6, 'en')).toBe('0.02');
    expect(formatTokens('1234567000000', 6, 'en')).toBe('1,234,567');
    expect(formatTokens('1', 18, 'en', 'exact')).toBe('0.000000000000000001');
    expect(formatTokens('1', 18, 'en')).toBe('< 0.000001');
    expect(formatTokens('0', 6, 'en')).toBe('0');
  });

  it('reads what it can hold exactly, and nothing else', () => {
    expect(parseTokens('0.02', 6)).toBe(20_000n);
    expect(parseTokens('.5', 6)).toBe(500_000n);
    expect(parseTokens('9007199254740993', 6)).toBe(9007199254740993000000n);
    for (const bad of ['', '1e-3', '-1', '0.0000001', '1,5', 'x', '1.2.3']) expect(parseTokens(bad, 6), bad).toBeNull();
  });

  it('adds and compares in integers', () => {
    expect(sumBaseUnits(['9007199254740993', 1n])).toBe(9007199254740994n);
    expect(percentOf('1', '3')).toBe(33.33);
    expect(percentOf('1', '0')).toBe(0);
  });
});
