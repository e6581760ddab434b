import { optionTitle, type ItemContent, type LabelSchema } from '@/lib/model';
import { OPTION_KEYS } from '@/lib/keys';

/** An item whose label two sides of a dataset dispute. */
export interface Question {
  itemId: string;
  datasetId: string;
  datasetName: string;
  instructions: string | null;
  itemKey: string;
  content: ItemContent & { reference?: string };
  schema: LabelSchema;
  /** What the sides say, in the order of labels: nothing tells which side says which. */
  sides: string[];
  askedAt: string;
}

export interface Choice {
  value: string;
  title: string;
  key: string | null;
}

/** The labels the question can be answered with: only datasets of classes have disputes. */
export function choicesOf(
  schema: LabelSchema,
  language: string,
  words: { left: string; right: string; tie: string },
): Choice[] {
  const titles: [string, string][] =
    schema.type === 'pairwise'
      ? [['left', words.left], ['right', words.right], ...(schema.allowTie ? [['tie', words.tie] as [string, string]] : [])]
      : schema.type === 'choice'
        ? schema.options.map((option) => [option.value, optionTitle(option, language)])
        : [];
  return titles.map(([value, title], place) => ({ value, title, key: OPTION_KEYS[place] ?? null }));
}
