import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Span } from '../assignment';
import { keyName } from '@/lib/keys';
import type { words } from './answer-model';
import styles from './answers.module.css';

/** A run of words by their numbers; the head moves, the anchor stays. */
export interface WordRange {
  anchor: number;
  head: number;
}

interface SpanTextProps {
  tokens: ReturnType<typeof words>;
  spans: Span[];
  range: WordRange | null;
  onRange: (range: WordRange | null) => void;
  onKey: (key: string) => boolean;
}

export function SpanText({ tokens, spans, range, onRange, onKey }: SpanTextProps) {
  const { t } = useTranslation();

  const move = (event: KeyboardEvent, step: 1 | -1) => {
    event.preventDefault();
    let head = range ? range.head + step : step === 1 ? 0 : tokens.length - 1;
    while (tokens[head] && !tokens[head]?.wordLike) head += step;
    if (!tokens[head]) return;
    onRange({ anchor: event.shiftKey && range ? range.anchor : head, head });
  };

  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowRight') move(event, 1);
    else if (event.key === 'ArrowLeft') move(event, -1);
    else if (event.key === 'Escape') onRange(null);
    else if (onKey(keyName(event.nativeEvent))) event.stopPropagation();
  };

  const takeSelection = () => {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed) return;
    const anchor = numberOf(selection.anchorNode);
    const head = numberOf(selection.focusNode);
    if (anchor === null || head === null) return;
    selection.removeAllRanges();
    onRange({ anchor, head });
  };

  const first = range ? Math.min(range.anchor, range.head) : -1;
  const last = range ? Math.max(range.anchor, range.head) : -1;
  return (
    // The text is one stop of the Tab key; the arrows walk its words, as in a text field.
    <div
      className={styles.spanText}
      role="textbox"
      aria-readonly="true"
      aria-multiline="true"
      aria-label={t('labeling.spanText')}
      tabIndex={0}
      onKeyDown={press}
      onPointerUp={takeSelection}
    >
      {tokens.map((token, number) => {
        const marked = spans.some((span) => span.start < token.end && token.start < span.end);
        const chosen = number >= first && number <= last && range !== null;
        return (
          <span key={token.start} data-word={number} data-marked={marked} data-chosen={chosen}>
            {token.word}
          </span>
        );
      })}
    </div>
  );
}

function numberOf(node: Node | null): number | null {
  const word = node?.parentElement?.closest<HTMLElement>('[data-word]')?.dataset.word;
  return word === undefined ? null : Number(word);
}
