import type { Family, ItemContent } from '@/lib/model';

/** OPEN waits for a first reviewer, SECOND for another one, APPEALED for a third person. */
export const caseStates = ['OPEN', 'SECOND', 'APPEALED', 'HELD', 'BANNED', 'CLEARED'] as const;
export type CaseState = (typeof caseStates)[number];

export type DecisionKind = 'HOLD' | 'BAN' | 'CLEAR';

/** What an honest explanation of the same evidence might be. */
export const explanations = [
  'same-household',
  'shared-network',
  'shared-computer',
  'ambiguous-items',
  'same-guideline',
  'public-source',
] as const;
export type Explanation = (typeof explanations)[number];

export interface CaseLabeler {
  id: string;
  name: string;
  held: boolean;
  answers: number;
  unpaidBaseUnits: string;
}

export interface CaseFlag {
  id: string;
  kind: string;
  labelers: string[];
  logEValue: number | null;
  summary: string;
}

/** Probabilities from 0 to 1, kept apart because they ask for different consequences. */
export interface Risk {
  total: number;
  link: number;
  quality: number;
  auto: number;
}

export interface Case {
  id: string;
  state: CaseState;
  datasetId: string | null;
  datasetName: string | null;
  labelers: CaseLabeler[];
  flags: CaseFlag[];
  families: Family[];
  risk: Risk | null;
  moneyAtRiskBaseUnits: string;
  openedAt: string;
  deadline: string;
  /** Whether scores and others' decisions are kept from the reader until they have said something themselves. */
  blind: boolean;
}

export interface Pair {
  labelerA: string;
  labelerB: string;
  commonItems: number;
  same: number;
  expectedSame: number;
  logEValue: number | null;
}

export interface CommonItem {
  itemKey: string;
  content: ItemContent;
  consensus: string | null;
  expectedAgreement: number | null;
  answers: { labeler: string; label: unknown }[];
}

/** What a reviewer said, oldest first in a case; without decision and reason for who is blind. */
export interface Proposal {
  reviewer: string;
  decision: DecisionKind | null;
  reason: string | null;
  checklist: string[] | null;
  at: string;
}

export interface ClusterNode {
  id: string;
  name: string;
  risk: number | null;
  answers: number;
  held: boolean;
  banned: boolean;
}

export interface ClusterEdge {
  a: string;
  b: string;
  family: Family;
  /** Null for a blind reader. */
  nats: number | null;
  summary: string;
}

/** One summand of the log-odds that the accounts are one hand; the first is the prior. */
export interface Summand {
  family: Family | null;
  label: string;
  nats: number;
}

export type EventKind = 'REGISTERED' | 'SUBMITTED' | 'FLAGGED' | 'HELD' | 'DECIDED' | 'APPEALED' | 'PAID';

export interface TimelineEvent {
  labeler: string;
  at: string;
  kind: EventKind;
  count: number;
}

export interface CaseEvidence extends Case {
  pairs: Pair[];
  commonItems: CommonItem[];
  proposals: Proposal[];
  cluster: { nodes: ClusterNode[]; edges: ClusterEdge[] };
  waterfall: Summand[];
  timeline: TimelineEvent[];
  reference: { honestPairQuantile999: number; pairs: number } | null;
}

/** What a decision would do, as counts and base units. */
export interface Effect {
  removedAnswers: number;
  reopenedTasks: number;
  changedLabels: number;
  returnedBaseUnits: string;
  heldBaseUnits: string;
  releasedBaseUnits: string;
  labelers: number;
}

/** The strongest evidence among the flags of a case, as a natural-log E-value. */
export function strongest(flags: CaseFlag[]): number | null {
  const values = flags.map((flag) => flag.logEValue).filter((value) => value !== null);
  return values.length === 0 ? null : Math.max(...values);
}

/** The answers given by at least two of the item's labelers: what copying looks like. */
export function sharedAnswers(item: CommonItem): Set<string> {
  const counts = new Map<string, number>();
  for (const { label } of item.answers) {
    const text = JSON.stringify(label);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count > 1).map(([text]) => text));
}

/** A ban rests on two families at least, one of them of who the accounts are or of what they answered. */
export function sufficesForBan(kinds: Family[]): boolean {
  const distinct = new Set(kinds);
  return distinct.size >= 2 && (distinct.has('IDENTITY') || distinct.has('CONTENT'));
}

/** Whether a ban that the reader proposed waits for another person; a blind reader has proposed none. */
export function waitsForOther(shown: CaseEvidence, reader: string | undefined): boolean {
  const last = shown.proposals.findLast((proposal) => proposal.decision === 'BAN');
  return shown.state === 'SECOND' && last !== undefined && last.reviewer === reader;
}

/** What a reviewer may do next; a banned case changes by an appeal only, and nobody bans alone. */
export function openDecisions(shown: CaseEvidence, reviewer: string | undefined): DecisionKind[] {
  switch (shown.state) {
    case 'OPEN':
      return ['CLEAR', 'HOLD', 'BAN'];
    case 'SECOND':
      return waitsForOther(shown, reviewer) ? [] : ['CLEAR', 'HOLD', 'BAN'];
    case 'HELD':
      return ['CLEAR', 'BAN'];
    case 'CLEARED':
      return ['HOLD'];
    default:
      return [];
  }
}

const NAME_LENGTH = 14;

/** Long account names by their last part, where that is theirs alone, for drawings with little room. */
export function shortNames(names: string[]): Map<string, string> {
  const lastPart = (name: string) => name.slice(name.lastIndexOf('-') + 1) || name;
  const short = (name: string) => (name.length > NAME_LENGTH ? lastPart(name) : name);
  const counts = new Map<string, number>();
  for (const name of new Set(names)) counts.set(short(name), (counts.get(short(name)) ?? 0) + 1);
  return new Map(names.map((name) => [name, counts.get(short(name)) === 1 ? short(name) : name]));
}
