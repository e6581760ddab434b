import type { Appeal, Family } from '@/lib/model';

export const STATEMENT_LENGTH = { min: 20, max: 4000 } as const;

/** What a labeler is told of a decision that stands against their account. */
export interface Hold {
  caseId: string;
  state: 'HELD' | 'BANNED';
  reason: string;
  kinds: Family[];
  /** The period of the answers it is about. */
  from: string | null;
  to: string | null;
  heldBaseUnits: string;
  appealDeadline: string | null;
  appeal: Appeal | null;
}

/** An appeal as the queue shows it. */
export interface QueuedAppeal extends Appeal {
  labeler: string;
  /** The accounts of its case. */
  caseLabelers: string[];
  /** Who took part in the decision, and so may not answer. */
  decidedBefore: string[];
  moneyBaseUnits: string;
}

