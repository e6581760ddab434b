import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import type { Span } from '../assignment';
import type { Choice } from './answer-model';
import { words } from './answer-model';
import { KeyHint } from '@/components/KeyHint';
import styles from './answers.module.css';
import { SpanText, type WordRange } from './SpanText';

interface SpansAnswerProps {
  question: string;
  text: string;
  labels: Choice[];
  value: Span[];
  onChange: (spans: Span[]) => void;
}

/** Marks parts of a text: select words by mouse, touch or arrow keys, then press a label. */
export function SpansAnswer({ question, text, labels, value, onChange }: SpansAnswerProps) {
  const { t } = useTranslation();
  const tokens = useMemo(() => words(text), [text]);
  const [range, setRange] = useState<WordRange | null>(null);
  const start = range && tokens[Math.min(range.anchor, range.head)]?.start;
  const end = range && tokens[Math.max(range.anchor, range.head)]?.end;
  const titles = new Map(labels.map((label) => [label.value, label.title]));

  const mark = (label: string) => {
    if (start === null || start === undefined || end === null || end === undefined) return;
    const rest = value.filter((span) => span.end <= start || span.start >= end || span.label !== label);
    onChange([...rest, { start, end, label }].sort((a, b) => a.start - b.start || a.end - b.end));
    setRange(null);
  };

  return (
    <div className={styles.spans}>
      <p className={styles.question}>{question}</p>
      <SpanText
        tokens={tokens}
        spans={value}
        range={range}
        onRange={setRange}
        onKey={(key) => {
          const label = labels.find((candidate) => candidate.key === key);
          if (label) mark(label.value);
          return label !== undefined;
        }}
      />
      <div className={styles.labels} role="group" aria-label={t('labeling.spanLabels')}>
        {labels.map((label) => (
          <Button key={label.value} disabled={range === null} onClick={() => mark(label.value)}>
            {label.title}
            {label.key && <KeyHint name={label.key.toUpperCase()} />}
          </Button>
        ))}
      </div>
      <p className={styles.spanHint} aria-live="polite">
        {start !== null && end !== null && range ? t('labeling.spanChosen', { text: text.slice(start, end) }) : t('labeling.spanHint')}
      </p>
      <ul className={styles.marks} aria-label={t('labeling.spanMarks')}>
        {value.map((span) => (
          <li key={`${span.start}-${span.end}-${span.label}`}>
            <span>
              <b>{titles.get(span.label) ?? span.label}</b> {text.slice(span.start, span.end)}
            </span>
            <Button look="quiet" onClick={() => onChange(value.filter((other) => other !== span))}>
              {t('common.remove')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
