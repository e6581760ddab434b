import type { ItemContent } from '@/lib/model';

export type CaseState = 'OPEN' | 'HELD' | 'CLEARED';

export interface CaseLabeler {
  id: string;
  name: string;
  held: boolean;
  answers: number;
  unpaidBaseUnits: string;
}

export interface CaseFlag {
  id: string;
  kind: 'COPYING' | 'SAME_WALLET' | 'SAME_BROWSER';
  labelers: string[];
  logEValue: number | null;
  summary: string;
}

export interface Decision {
  decision: 'HOLD' | 'CLEAR';
  reason: string;
  decidedBy: string;
  decidedAt: string;
}

export interface Case {
  id: string;
  state: CaseState;
  datasetId: string | null;
  datasetName: string | null;
  labelers: CaseLabeler[];
  flags: CaseFlag[];
  moneyAtRiskBaseUnits: string;
  openedAt: string;
  decision: Decision | null;
  decisions?: Decision[];
}

export interface Pair {
  labelerA: string;
  labelerB: string;
  commonItems: number;
  same: number;
  expectedSame: number;
  logEValue: number;
}

export interface CommonItem {
  itemKey: string;
  content: ItemContent;
  consensus: string | null;
  expectedAgreement: number | null;
  answers: { labeler: string; label: unknown }[];
}

export interface CaseEvidence extends Case {
  pairs: Pair[];
  commonItems: CommonItem[];
}

/** The strongest evidence among the flags of a case, as a natural-log E-value. */
export function strongest(flags: CaseFlag[]): number | null {
  const values = flags.map((flag) => flag.logEValue).filter((value) => value !== null);
  return values.length === 0 ? null : Math.max(...values);
}

/** All decisions, newest first; a server that keeps one sends the last one only. */
export function decisionsOf(shown: Case): Decision[] {
  return shown.decisions ?? (shown.decision ? [shown.decision] : []);
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
