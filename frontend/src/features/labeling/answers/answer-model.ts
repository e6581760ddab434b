import type { LabelSchema } from '@/lib/model';
import type { LabelValue, Span } from '../assignment';
import { OPTION_KEYS } from '@/lib/keys';

/** One pickable answer: its wire value, its key, and what to show. */
export interface Choice {
  value: string;
  key: string | null;
  title: string;
}

const MAX_RATING_BUTTONS = 11;

/** The pickable answers of a kind that is answered by picking; null for kinds answered otherwise. */
export function choicesOf(
  schema: LabelSchema,
  titles: { option: (value: string) => string; left: string; right: string; tie: string },
): Choice[] | null {
  switch (schema.type) {
    case 'choice':
    case 'multi-choice':
      return schema.options.map(({ value }, place) => keyed(value, place, titles.option(value)));
    case 'pairwise': {
      const sides = [keyed('left', 0, titles.left), keyed('right', 1, titles.right)];
      return schema.allowTie ? [...sides, keyed('tie', 2, titles.tie)] : sides;
    }
    case 'rating':
      return ratingChoices(schema);
    default:
      return null;
  }
}

function keyed(value: string, place: number, title: string): Choice {
  return { value, key: OPTION_KEYS[place] ?? null, title };
}

function ratingChoices(schema: Extract<LabelSchema, { type: 'rating' }>): Choice[] | null {
  const steps = Math.floor((schema.max - schema.min) / schema.step + 1e-9) + 1;
  if (steps > MAX_RATING_BUTTONS) return null;
  // Counted in whole steps and trimmed, so that 0.1 + 0.2 stays 0.3.
  const values = Array.from({ length: steps }, (_, step) => String(Number((schema.min + step * schema.step).toFixed(9))));
  const digitsFit = values.every((value) => /^\d$/.test(value));
  return values.map((value, place) => ({ value, title: value, key: digitsFit ? value : (OPTION_KEYS[place] ?? null) }));
}

/** What picking `choice` makes of the answer so far. */
export function pick(schema: LabelSchema, value: LabelValue | null, choice: string): LabelValue {
  if (schema.type === 'rating') return Number(choice);
  if (schema.type !== 'multi-choice') return choice;
  const chosen = (value ?? []) as string[];
  const next = chosen.includes(choice) ? chosen.filter((other) => other !== choice) : [...chosen, choice];
  // In the schema's order, so that the same answer is the same text.
  return schema.options.map((option) => option.value).filter((option) => next.includes(option));
}

export function isPicked(value: LabelValue | null, choice: string): boolean {
  if (Array.isArray(value)) return (value as string[]).includes(choice);
  return value !== null && String(value) === choice;
}

/** Whether the answer can be sent: "none of them" is an answer to multi-choice and to spans. */
export function isComplete(schema: LabelSchema, value: LabelValue | null): value is LabelValue {
  switch (schema.type) {
    case 'multi-choice':
    case 'spans':
      return true;
    case 'rating':
      return typeof value === 'number' && value >= schema.min && value <= schema.max;
    case 'transcription':
      return typeof value === 'string' && value.trim() !== '' && value.length <= schema.maxLength;
    case 'boxes':
    case 'polygons':
      return false;
    default:
      return value !== null;
  }
}

/** The answer as sent, where nothing picked is an empty list. */
export function toLabel(schema: LabelSchema, value: LabelValue | null): LabelValue {
  if (value !== null) return value;
  return schema.type === 'spans' ? ([] as Span[]) : ([] as string[]);
}

/** Words with their places, by the rules of the text's own language. */
export function words(text: string): { start: number; end: number; word: string; wordLike: boolean }[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment, index, isWordLike }) => ({
    start: index,
    end: index + segment.length,
    word: segment,
    wordLike: isWordLike ?? false,
  }));
}
