/*
 * Up to a dozen accounts stand on a circle, neighbours by the strength of their links, so that every
 * line can be told apart. More of them are spread by Fruchterman and Reingold's forces (1991) from that
 * circle: repulsion k²/d between all, attraction d²/k along links, a step that cools to nothing. There is
 * no randomness, and nodes and edges are put in order first: the same cluster always looks the same.
 */

export interface Place {
  x: number;
  y: number;
}

interface Link {
  a: string;
  b: string;
  nats: number | null;
}

const CIRCLE_AT_MOST = 12;
const STEPS = 200;

/** Where each account stands, inside a frame of the given size. */
export function layOut(ids: string[], links: Link[], width: number, height: number, margin: number): Map<string, Place> {
  const strength = strengths(ids, links);
  const ring = ringOrder([...new Set(ids)].sort(), strength);
  const onCircle = new Map(ring.map((id, place) => [id, circlePoint(place, ring.length)]));
  const unit = ring.length <= CIRCLE_AT_MOST ? onCircle : spread(ring, onCircle, strength);
  return fit(unit, width, height, margin, ring.length > CIRCLE_AT_MOST);
}

/** The evidence between each two accounts, over all families, by id both ways. */
function strengths(ids: string[], links: Link[]): Map<string, Map<string, number>> {
  const sums = new Map(ids.map((id) => [id, new Map<string, number>()]));
  const ordered = links.toSorted((p, q) => compare(p.a, q.a) || compare(p.b, q.b) || (p.nats ?? 0) - (q.nats ?? 0));
  for (const { a, b, nats } of ordered) {
    const ofA = sums.get(a);
    const ofB = sums.get(b);
    if (!ofA || !ofB || a === b) continue;
    ofA.set(b, (ofA.get(b) ?? 0) + Math.max(nats ?? 1, 0));
    ofB.set(a, (ofB.get(a) ?? 0) + Math.max(nats ?? 1, 0));
  }
  return sums;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Goes from account to the one most strongly linked to it that has no place yet. */
function ringOrder(sorted: string[], strength: Map<string, Map<string, number>>): string[] {
  const left = new Set(sorted);
  const ring: string[] = [];
  while (left.size > 0) {
    const last = ring.at(-1);
    const near = last === undefined ? undefined : strength.get(last);
    let next: string | undefined;
    for (const id of left) {
      if (next === undefined || (near?.get(id) ?? 0) > (near?.get(next) ?? 0)) next = id;
    }
    if (next === undefined) break;
    ring.push(next);
    left.delete(next);
  }
  return ring;
}

/** Starts at the top and goes clockwise; a single account stands in the middle. */
function circlePoint(place: number, count: number): Place {
  if (count === 1) return { x: 0, y: 0 };
  const angle = (2 * Math.PI * place) / count - Math.PI / 2;
  return { x: Math.cos(angle), y: Math.sin(angle) };
}

function spread(ring: string[], start: Map<string, Place>, strength: Map<string, Map<string, number>>): Map<string, Place> {
  const points = ring.map((id) => ({ ...(start.get(id) ?? { x: 0, y: 0 }) }));
  const k = Math.sqrt(4 / ring.length);
  for (let step = 0; step < STEPS; step += 1) {
    const reach = 0.2 * (1 - step / STEPS);
    const moves = points.map(() => ({ x: 0, y: 0 }));
    points.forEach((p, i) => {
      points.slice(i + 1).forEach((q, offset) => {
        const j = i + 1 + offset;
        const dx = p.x - q.x;
        const dy = p.y - q.y;
        const distance = Math.max(Math.hypot(dx, dy), 1e-6);
        const weight = Math.log1p(strength.get(ring[i] ?? '')?.get(ring[j] ?? '') ?? 0) / 3;
        const force = (k * k) / distance - (weight * distance * distance) / k;
        push(moves[i], (dx / distance) * force, (dy / distance) * force);
        push(moves[j], (-dx / distance) * force, (-dy / distance) * force);
      });
      // Parts without a link between them would fly apart for ever.
      push(moves[i], -p.x * 0.3, -p.y * 0.3);
    });
    points.forEach((p, i) => {
      const move = moves[i] ?? { x: 0, y: 0 };
      const length = Math.max(Math.hypot(move.x, move.y), 1e-9);
      push(p, (move.x / length) * Math.min(length, reach), (move.y / length) * Math.min(length, reach));
    });
  }
  return new Map(ring.map((id, i) => [id, points[i] ?? { x: 0, y: 0 }]));
}

function push(to: Place | undefined, x: number, y: number): void {
  if (!to) return;
  to.x += x;
  to.y += y;
}

/** Scales to the frame, rounded to tenths so that engines that differ in a last bit draw the same. */
function fit(points: Map<string, Place>, width: number, height: number, margin: number, tight: boolean): Map<string, Place> {
  const all = [...points.values()];
  const bound = (pick: (...values: number[]) => number, of: (p: Place) => number, fallback: number) =>
    tight ? pick(...all.map(of)) : fallback;
  const left = bound(Math.min, (p) => p.x, -1);
  const right = bound(Math.max, (p) => p.x, 1);
  const top = bound(Math.min, (p) => p.y, -1);
  const bottom = bound(Math.max, (p) => p.y, 1);
  const scaled = (value: number, low: number, high: number, size: number) =>
    Math.round(10 * (margin + ((value - low) / Math.max(high - low, 1e-6)) * (size - 2 * margin))) / 10;
  return new Map(
    [...points].map(([id, p]) => [id, { x: scaled(p.x, left, right, width), y: scaled(p.y, top, bottom, height) }]),
  );
}
