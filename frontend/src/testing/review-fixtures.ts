import type { Appeal, Family } from '@/lib/model';

const ONE = 10n ** 18n;

export type MockCaseState = 'OPEN' | 'SECOND' | 'APPEALED' | 'HELD' | 'BANNED' | 'CLEARED';
export type MockDecision = 'HOLD' | 'BAN' | 'CLEAR';

export interface MockReview {
  state: MockCaseState;
  proposals: { reviewer: string; decision: MockDecision; reason: string; checklist: string[]; at: string }[];
  appeal: Appeal | null;
  log: { at: string; actor: string; action: string; detail: object | null }[];
  mergeCode: string | null;
}

export function emptyReview(): MockReview {
  const log = [{ at: '2026-11-24T08:20:00Z', actor: 'system', action: 'OPENED', detail: { labelers: farm.map((one) => one.id) } }];
  return { state: 'OPEN', proposals: [], appeal: null, log, mergeCode: null };
}

/** One answer sheet, eight accounts; the demo labeler is among them. */
export const farm = [
  'labeler',
  ...['quinn', 'wen', 'nadia', 'omar', 'lena', 'kofi', 'greta'].map((name) => `demo-crowd-4dc309-${name}`),
].map((name, place) => ({
  id: `l-${place}`,
  name,
  answers: 44 - place * 3,
  unpaidBaseUnits: ((ONE * BigInt(176 - place * 12)) / 100n).toString(),
}));

export const flags = [
  {
    id: 'f-1',
    kind: 'COPYING',
    labelers: ['l-1', 'l-2'],
    logEValue: 41.7,
    summary: 'Same answer on 39 of 40 common items; 19.4 expected of two people who work alone',
  },
  {
    id: 'f-2',
    kind: 'SAME_WALLET',
    labelers: ['l-0', 'l-1', 'l-2', 'l-3'],
    logEValue: null,
    summary: '4 accounts are paid to one wallet',
  },
];

export const families: Family[] = ['IDENTITY', 'CONTENT', 'TIME'];

export const risk = { total: 0.998, link: 0.997, quality: 0.21, auto: 0.04 };

export const waterfall = [
  { family: null, label: 'prior', nats: -6.9 },
  { family: 'IDENTITY', label: 'One wallet for 4 accounts', nats: 5.2 },
  { family: 'CONTENT', label: 'Copied answers in 28 pairs', nats: 16.4 },
  { family: 'NETWORK', label: 'Networks differ', nats: -1.1 },
  { family: 'TIME', label: 'Signed up within 9 minutes', nats: 2.3 },
];

/** Every two accounts of the farm, as places in it. */
export const pairsOfFarm = farm.flatMap((_, a) => farm.slice(a + 1).map((__, b) => [a, a + b + 1] as const));

export const edges = pairsOfFarm.flatMap(([a, b]) => {
  const between = { a: `l-${a}`, b: `l-${b}` };
  const copied = { ...between, family: 'CONTENT', nats: 16.4 - a - b, summary: `Same answer on ${39 - a - b} of 40 common items` };
  const wallet = { ...between, family: 'IDENTITY', nats: 5.2, summary: 'Paid to one wallet' };
  const time = { ...between, family: 'TIME', nats: 2.3, summary: 'Signed up within 9 minutes' };
  return [...((a + b) % 3 === 1 || b - a === 1 ? [copied] : []), ...(b < 4 ? [wallet] : []), ...(a > 3 && b - a === 1 ? [time] : [])];
});

const minute = (after: number) => new Date(Date.parse('2026-11-24T07:00:00Z') + after * 60_000).toISOString();

export const timeline = farm.flatMap(({ id }, place) => [
  { labeler: id, at: minute(place), kind: 'REGISTERED', count: 1 },
  ...Array.from({ length: 24 }, (_, bucket) => ({
    labeler: id,
    at: minute(12 + 2 * bucket + (place % 2)),
    kind: 'SUBMITTED',
    count: 1 + ((bucket * 5 + place * 3) % 4),
  })),
  { labeler: id, at: minute(80), kind: 'FLAGGED', count: 1 },
]);

/** Other cases, for the list: each as it may stand. */
export const otherCases = [
  listed('c-2', 'HELD', ['ines', 'jonas', 'mateo'], ['CONTENT'], 214n, { total: 0.71, link: 0.66, quality: 0.3, auto: 0.02 }),
  listed('c-3', 'CLEARED', ['hana', 'hugo'], ['IDENTITY'], 96n, { total: 0.12, link: 0.1, quality: 0.05, auto: 0.01 }),
  listed('c-4', 'OPEN', ['bilal', 'carla'], ['DEVICE', 'NETWORK'], 61n, { total: 0.44, link: 0.41, quality: 0.2, auto: 0.03 }),
];

function listed(id: string, state: MockCaseState, names: string[], kinds: Family[], cents: bigint, ofRisk: typeof risk) {
  return {
    id,
    state,
    datasetId: 'd-0',
    datasetName: 'Review topics',
    labelers: names.map((name, place) => ({
      id: `${id}-${place}`,
      name,
      held: state === 'HELD',
      answers: 31,
      unpaidBaseUnits: ((ONE * cents) / 300n).toString(),
    })),
    flags: kinds.includes('CONTENT')
      ? [{ id: `${id}-f`, kind: 'COPYING', labelers: [`${id}-0`, `${id}-1`], logEValue: 12.4, summary: 'Same answer on 27 of 31 common items' }]
      : [],
    families: kinds,
    risk: ofRisk,
    moneyAtRiskBaseUnits: ((ONE * cents) / 100n).toString(),
    openedAt: '2026-11-21T16:05:00Z',
    deadline: '2026-11-22T16:05:00Z',
    blind: false,
  };
}
