import type { Incentive, IncentiveRule, LabelSchema, Priority } from '@/lib/model';
import { parseTokens, shareOf } from '@/lib/money';
import type { NewDataset } from './api/create-dataset';

export interface DraftOption {
  id: number;
  value: string;
  title: string;
  titleZhHans: string;
}

/** When labelers see what a model takes an item for. */
export const prelabelTimes = ['never', 'after', 'before'] as const;
export type DraftPrelabels = (typeof prelabelTimes)[number];

export const kinds = ['choice', 'multi-choice', 'rating', 'pairwise', 'transcription', 'spans'] as const;
export type DraftKind = (typeof kinds)[number];

/** The form as typed: every number still a text. */
export interface Draft {
  name: string;
  description: string;
  instructions: string;
  kind: DraftKind;
  question: string;
  options: DraftOption[];
  allowTie: boolean;
  ratingMin: string;
  ratingMax: string;
  maxLength: string;
  price: string;
  redundancyMin: string;
  redundancyMax: string;
  targetConfidence: string;
  goldShare: string;
  targetError: string;
  budget: string;
  deadline: string;
  priority: Priority;
  prelabels: DraftPrelabels;
  incentive: IncentiveRule | 'flat';
  bonus: string;
}

export const emptyDraft: Draft = {
  name: '',
  description: '',
  instructions: '',
  kind: 'choice',
  question: '',
  options: [
    { id: 1, value: '', title: '', titleZhHans: '' },
    { id: 2, value: '', title: '', titleZhHans: '' },
  ],
  allowTie: true,
  ratingMin: '1',
  ratingMax: '5',
  maxLength: '500',
  price: '',
  redundancyMin: '3',
  redundancyMax: '7',
  targetConfidence: '95',
  goldShare: '5',
  targetError: '',
  budget: '',
  deadline: '',
  priority: 'expected-error-reduction',
  prelabels: 'never',
  incentive: 'flat',
  bonus: '20',
};

export const needsOptions = (kind: DraftKind) => ['choice', 'multi-choice', 'spans'].includes(kind);

/** Where answers are classes, the error of all labels together can be a target. */
export const canTargetError = (kind: DraftKind) => ['choice', 'pairwise'].includes(kind);

export type Fault = 'options' | 'price' | 'redundancy' | 'targetError' | 'budget' | 'deadline' | 'bonus';

/** The request that the form stands for, or what about it cannot be. */
export function toNewDataset(draft: Draft, decimals: number): NewDataset | Fault {
  const price = parseTokens(draft.price, decimals);
  if (price === null || price === 0n) return 'price';
  const values = draft.options.map((option) => option.value.trim());
  if (needsOptions(draft.kind)) {
    const enough = values.length >= (draft.kind === 'spans' ? 1 : 2);
    if (!enough || values.includes('') || new Set(values).size < values.length) return 'options';
  }
  if (Number(draft.redundancyMin) > Number(draft.redundancyMax)) return 'redundancy';
  const quality = toQualityTarget(draft, decimals);
  if (typeof quality === 'string') return quality;
  const incentive = toIncentive(draft, price);
  if (incentive === 'bonus') return incentive;
  const prelabels = canTargetError(draft.kind) && draft.prelabels !== 'never';
  return {
    name: draft.name.trim(),
    description: draft.description.trim() || null,
    instructions: draft.instructions.trim() || null,
    schema: toSchema(draft),
    priceBaseUnits: price.toString(),
    redundancyMin: Number(draft.redundancyMin),
    redundancyMax: Number(draft.redundancyMax),
    targetConfidence: Number(draft.targetConfidence) / 100,
    // Known answers and probes would show by having no suggestion.
    goldShare: prelabels ? 0 : Number(draft.goldShare) / 100,
    probeShare: prelabels ? 0 : null,
    priority: quality.targetError === null ? null : draft.priority,
    prelabels,
    independentAnswers: !prelabels || draft.prelabels === 'after',
    incentive,
    ...quality,
  };
}

function toIncentive(draft: Draft, price: bigint): Incentive | null | 'bonus' {
  if (!canTargetError(draft.kind) || draft.incentive === 'flat') return null;
  const bonusBasisPoints = Math.round(Number(draft.bonus) * 100);
  if (!(bonusBasisPoints >= 1 && bonusBasisPoints <= 10_000)) return 'bonus';
  return shareOf(price, bonusBasisPoints) === 0n ? 'bonus' : { rule: draft.incentive, bonusBasisPoints };
}

type QualityTarget = Pick<NewDataset, 'targetError' | 'budgetBaseUnits' | 'deadline'>;

function toQualityTarget(draft: Draft, decimals: number): QualityTarget | Fault {
  if (!canTargetError(draft.kind)) return { targetError: null, budgetBaseUnits: null, deadline: null };
  const wanted = draft.targetError.trim() !== '';
  if (!wanted && (draft.budget.trim() !== '' || draft.deadline !== '')) return 'targetError';
  const budget = draft.budget.trim() === '' ? null : parseTokens(draft.budget, decimals);
  if (draft.budget.trim() !== '' && (budget === null || budget === 0n)) return 'budget';
  const deadline = draft.deadline === '' ? null : new Date(draft.deadline);
  if (deadline !== null && !(deadline.getTime() > Date.now())) return 'deadline';
  return {
    targetError: wanted ? Number(draft.targetError) / 100 : null,
    budgetBaseUnits: budget === null ? null : budget.toString(),
    deadline: deadline === null ? null : deadline.toISOString(),
  };
}

function toSchema(draft: Draft): LabelSchema {
  const question = draft.question.trim();
  const options = draft.options.map((option) => ({
    value: option.value.trim(),
    title: option.title.trim() || option.value.trim(),
    ...(option.titleZhHans.trim() && { titles: { 'zh-Hans': option.titleZhHans.trim() } }),
  }));
  switch (draft.kind) {
    case 'choice':
    case 'multi-choice':
      return { type: draft.kind, question, options };
    case 'spans':
      return { type: 'spans', question, labels: options };
    case 'pairwise':
      return { type: 'pairwise', question, allowTie: draft.allowTie };
    case 'rating':
      return { type: 'rating', question, min: Number(draft.ratingMin), max: Number(draft.ratingMax), step: 1 };
    case 'transcription':
      return { type: 'transcription', question, maxLength: Number(draft.maxLength) };
  }
}
