/** What several features read from the server, in the server's words. */

export type Role = 'labeler' | 'requester' | 'admin';

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface Configuration {
  issuer: string;
  clientId: string;
  embedded: boolean;
  token: { symbol: string; decimals: number; address: string | null };
  chainId: number | null;
  vaultAddress: string | null;
}

export interface Me {
  id: string;
  name: string;
  role: Role;
  walletAddress: string | null;
  createdAt: string;
  /** Whether the person lets this browser be known again; null before the question was answered. */
  deviceBinding: boolean | null;
}

export interface LabelOption {
  value: string;
  title?: string | null;
  titles?: Record<string, string> | null;
}

export type LabelSchema =
  | { type: 'choice' | 'multi-choice'; question: string; options: LabelOption[] }
  | { type: 'spans' | 'boxes' | 'polygons'; question?: string | null; labels: LabelOption[] }
  | { type: 'pairwise'; question: string; allowTie: boolean }
  | { type: 'rating'; question: string; min: number; max: number; step: number }
  | { type: 'transcription'; question: string; maxLength: number };

export type DatasetState = 'DRAFT' | 'OPEN' | 'CLOSED';

/** By what the next answer is bought where there is a target error. */
export type Priority = 'expected-error-reduction' | 'active-lab';

/** How a dataset pays beyond its price. */
export const incentiveRules = ['correlated-agreement', 'difficulty', 'stake-clipped'] as const;
export type IncentiveRule = (typeof incentiveRules)[number];

export interface Incentive {
  rule: IncentiveRule;
  bonusBasisPoints: number;
}

export interface Dataset {
  id: string;
  name: string;
  description: string | null;
  instructions: string | null;
  state: DatasetState;
  schema: LabelSchema;
  priceBaseUnits: string;
  redundancyMin: number;
  redundancyMax: number;
  targetConfidence: number;
  goldShare: number;
  leaseSeconds: number;
  targetError: number | null;
  budgetBaseUnits: string | null;
  deadline: string | null;
  priority: Priority;
  /** Labelers see what a model takes items for: before they answer, or after, where answers are independent. */
  prelabels: boolean;
  independentAnswers: boolean;
  incentive: Incentive | null;
  fundedBaseUnits: string;
  committedBaseUnits: string;
  items: number;
  gold: number;
  answers: number;
  resolved: number;
  available: number | null;
  createdAt: string;
}

/** A requester's money: free, in datasets, and on its way back from them. */
export interface Balance {
  balanceBaseUnits: string;
  datasetsBaseUnits: string;
  returningBaseUnits: string;
}

export interface ItemContent {
  text?: string;
  /** Names of files of the dataset. */
  image?: string;
  audio?: string;
  left?: string;
  right?: string;
}

/** The title of an option in the reader's language, else its plain title, else its value. */
export function optionTitle(option: LabelOption, language: string): string {
  return option.titles?.[language] ?? option.title ?? option.value;
}

export function schemaOptions(schema: LabelSchema): LabelOption[] {
  if ('options' in schema) return schema.options;
  return 'labels' in schema ? schema.labels : [];
}

/** A label as the consensus and export write it (canonical JSON text or the bare value), for people. */
export function labelTitle(label: unknown, schema: LabelSchema | null, language: string): string {
  const value = typeof label === 'string' ? parsed(label) : label;
  if (Array.isArray(value)) return value.map((part) => labelTitle(part, schema, language)).join(', ');
  if (value !== null && typeof value === 'object') return JSON.stringify(value);
  const option = schema && schemaOptions(schema).find((candidate) => candidate.value === String(value));
  return option ? optionTitle(option, language) : String(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The kinds of evidence a suspicion may rest on; proofs of one family say much the same thing twice. */
export const families = ['IDENTITY', 'CONTENT', 'NETWORK', 'DEVICE', 'MONEY', 'TIME', 'AUTOMATION', 'QUALITY'] as const;
export type Family = (typeof families)[number];

export type AppealState = 'WAITING' | 'UPHELD' | 'REJECTED';

/** A labeler's answer to a decision, and what a third person made of it. */
export interface Appeal {
  id: string;
  caseId: string;
  statement: string;
  state: AppealState;
  decidedAt: string | null;
  reason: string | null;
  answerBy: string;
}
