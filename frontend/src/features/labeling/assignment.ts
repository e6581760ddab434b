import type { ItemContent } from '@/lib/model';

export interface Assignment {
  id: string;
  datasetId: string;
  content: ItemContent;
  expiresAt: string;
  priceBaseUnits: string;
  /** What a model takes the item for; there only where the requester wants it shown beforehand. */
  suggestion?: Suggestion;
}

/** A label and how likely a model holds it. */
export interface Suggestion {
  label: string;
  probability: number;
}

export interface Span {
  start: number;
  end: number;
  label: string;
}

export type LabelValue = string | number | string[] | Span[];

/** A given answer on its way: it can be taken back until `dueAt` (milliseconds of the clock), then it is sent. */
export interface Answer {
  assignment: Assignment;
  label: LabelValue;
  seconds: number;
  dueAt: number;
}
