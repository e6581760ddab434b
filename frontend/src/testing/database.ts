import type { Dataset, LabelSchema, Role } from '@/lib/model';
import { emptyReview, type MockReview } from './review-fixtures';
import { hazardReports, hazardSchema, otherSchemas } from './fixtures';

/** Enough to keep labeling for a while. */
const reports = Array.from({ length: 12 }, () => hazardReports).flat();

const ONE = 10n ** 18n;
export const PRICE = (ONE * 4n) / 100n;

export interface MockAssignment {
  id: string;
  datasetId: string;
  labeler: string;
  item: number;
  state: 'ACTIVE' | 'SUBMITTED' | 'SKIPPED';
  label?: unknown;
}

export interface MockDatabase {
  datasets: Dataset[];
  items: Map<string, { key: string; content: object }[]>;
  assignments: MockAssignment[];
  wallet: string | null;
  deviceBinding: boolean | null;
  claimed: bigint;
  epochs: { number: number; total: bigint; closedAt: string }[];
  simulation: { id: string; started: number } | null;
  review: MockReview;
  /** Labels given to items in dispute. */
  adjudicated: Map<string, string>;
  /** Encoders chosen and brought, by dataset. */
  encoders: Map<string, { chosen: boolean; supplied?: { state: string; problem: string | null; reason: string | null } }>;
}

export let database: MockDatabase = seed();

export function resetMockDatabase(): void {
  database = seed();
}

/** The subject of a mock token is the account's name. */
export function subjectOf(request: Request): string | null {
  const token = request.headers.get('authorization')?.replace('Bearer ', '').split('.')[1];
  if (!token) return null;
  return (JSON.parse(atob(token)) as { sub: string }).sub;
}

/** The name of an account is its role, numbered where there are several. */
export function roleNamed(subject: string): Role {
  return subject.replace(/\d+$/, '') as Role;
}

export function mockToken(subject: string): string {
  const encode = (part: object) => btoa(JSON.stringify(part)).replace(/=+$/, '');
  return `${encode({ alg: 'none' })}.${encode({ sub: subject })}.none`;
}

export function findDataset(id: unknown): Dataset | undefined {
  return database.datasets.find((dataset) => dataset.id === id);
}

function seed(): MockDatabase {
  const datasets = [
    dataset('d-hazards', 'Road hazard reports', hazardSchema, reports.length, 'OPEN'),
    ...otherSchemas.map(({ name, schema, items }, place) => dataset(`d-${place}`, name, schema, items.length, 'OPEN')),
  ];
  const items = new Map([
    ['d-hazards', reports.map((text, place) => ({ key: `report-${place + 1}`, content: { text } }))],
    ...otherSchemas.map(
      ({ items: contents }, place) =>
        [`d-${place}`, contents.map((content, number) => ({ key: `item-${number + 1}`, content }))] as const,
    ),
  ]);
  return {
    datasets,
    items,
    assignments: [],
    wallet: '0x52908400098527886E0F7030069857D2E4169EE7',
    deviceBinding: null,
    claimed: 0n,
    epochs: [{ number: 1, total: ONE * 212n, closedAt: '2026-11-20T08:00:00Z' }],
    simulation: null,
    review: emptyReview(),
    adjudicated: new Map(),
    encoders: new Map(),
  };
}

function dataset(id: string, name: string, schema: LabelSchema, items: number, state: Dataset['state']): Dataset {
  return {
    id,
    name,
    description: 'Short reports from drivers, each to be sorted by what they warn of.',
    instructions:
      'Go by what the report says, not by what it might mean.\nWhere two hazards are named, take the more dangerous one.',
    state,
    schema,
    priceBaseUnits: PRICE.toString(),
    redundancyMin: 3,
    redundancyMax: 7,
    targetConfidence: 0.95,
    goldShare: 0.05,
    leaseSeconds: 600,
    targetError: null,
    budgetBaseUnits: null,
    deadline: null,
    priority: 'expected-error-reduction',
    prelabels: false,
    independentAnswers: true,
    incentive: id === 'd-hazards' ? { rule: 'correlated-agreement', bonusBasisPoints: 2000 } : null,
    fundedBaseUnits: (ONE * 120n).toString(),
    committedBaseUnits: (ONE * 64n).toString(),
    items,
    gold: 12,
    answers: 1043,
    resolved: Math.floor(items * 0.6),
    available: items,
    createdAt: '2026-11-18T09:30:00Z',
  };
}
