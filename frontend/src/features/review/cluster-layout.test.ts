import { describe, expect, it } from 'vitest';
import { layOut } from './cluster-layout';

const ids = (count: number) => Array.from({ length: count }, (_, place) => `account-${String(place).padStart(2, '0')}`);

/** Two farms with no link between them. */
function farms(count: number) {
  const all = ids(count);
  return all.flatMap((a, i) =>
    all.slice(i + 1).flatMap((b, offset) => ((i + i + 1 + offset) % 2 === 0 ? [{ a, b, nats: 5 + ((i * 7) % 11) }] : [])),
  );
}

const distance = (p?: { x: number; y: number }, q?: { x: number; y: number }) =>
  Math.hypot((p?.x ?? 0) - (q?.x ?? 0), (p?.y ?? 0) - (q?.y ?? 0));

describe('the layout of a cluster', () => {
  for (const count of [1, 2, 8, 12, 13, 40]) {
    it(`is the same whatever the order of ${count} accounts and their links`, () => {
      const links = farms(count);
      const once = layOut(ids(count), links, 480, 400, 40);
      const again = layOut(ids(count).reverse(), links.toReversed(), 480, 400, 40);
      expect([...again].sort()).toEqual([...once].sort());
    });

    it(`keeps ${count} accounts inside the frame and off each other`, () => {
      const places = [...layOut(ids(count), farms(count), 480, 400, 40).values()];
      expect(places).toHaveLength(count);
      for (const { x, y } of places) {
        expect(x).toBeGreaterThanOrEqual(40);
        expect(x).toBeLessThanOrEqual(440);
        expect(y).toBeGreaterThanOrEqual(40);
        expect(y).toBeLessThanOrEqual(360);
      }
      places.forEach((p, i) => places.slice(i + 1).forEach((q) => expect(distance(p, q)).toBeGreaterThan(8)));
    });
  }

  it('draws linked accounts closer than unlinked ones', () => {
    const count = 24;
    const places = layOut(ids(count), farms(count), 480, 400, 40);
    const mean = (same: boolean) => {
      const all = ids(count).flatMap((a, i) =>
        ids(count).slice(i + 1).flatMap((b, offset) => {
          const linked = (i + i + 1 + offset) % 2 === 0;
          return linked === same ? [distance(places.get(a), places.get(b))] : [];
        }),
      );
      return all.reduce((sum, value) => sum + value, 0) / all.length;
    };
    expect(mean(true)).toBeLessThan(mean(false) * 0.8);
  });

  it('leaves out links to accounts that are not drawn', () => {
    const places = layOut(['a', 'b'], [{ a: 'a', b: 'gone', nats: 9 }], 480, 400, 40);
    expect([...places.keys()].sort()).toEqual(['a', 'b']);
  });
});
