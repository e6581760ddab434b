import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '@/components/Badge';
import { Button } from '@/components/Button';
import { KeyHint } from '@/components/KeyHint';
import { isTyping, keyName } from '@/lib/keys';
import styles from './adjudication.module.css';
import { choicesOf, type Question } from './question';

interface QuestionCardProps {
  question: Question;
  /** Nothing else waits, so there is nothing to go on to. */
  last: boolean;
  busy: boolean;
  onAnswer: (label: string) => void;
  onSkip: () => void;
}

/** The item, what the sides say, and the answer; keys work as they do in labeling. */
export function QuestionCard({ question, last, busy, onAnswer, onSkip }: QuestionCardProps) {
  const { t, i18n } = useTranslation();
  const name = useId();
  const item = useRef<HTMLElement>(null);
  const [value, setValue] = useState<string | null>(null);
  const { schema, content } = question;
  const words = { left: t('labeling.left'), right: t('labeling.right'), tie: t('labeling.tie') };
  const choices = choicesOf(schema, i18n.language, words);
  const titleOf = (label: string) => choices.find((choice) => choice.value === label)?.title ?? label;
  useEffect(() => item.current?.focus({ preventScroll: true }), []);

  const submit = useCallback(() => {
    if (value !== null && !busy) onAnswer(value);
  }, [value, busy, onAnswer]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.repeat || event.isComposing || event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      if (event.key === 'Enter') {
        if (event.target instanceof Element && event.target.closest('button, a, summary')) return;
        event.preventDefault();
        submit();
        return;
      }
      const key = keyName(event);
      const choice = choices.find((candidate) => candidate.key === key);
      if (choice) setValue(choice.value);
      else if (key === 's' && !last) onSkip();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [choices, last, onSkip, submit]);

  return (
    <form
      className={styles.card}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <article ref={item} className={styles.item} tabIndex={-1} aria-label={t('labeling.item')}>
        <p className={styles.source}>
          {question.datasetName} · <span translate="no">{question.itemKey}</span>
        </p>
        <p className={styles.text}>{content.text ?? content.reference}</p>
        {schema.type === 'pairwise' && (
          <dl className={styles.pair}>
            <dt>{words.left}</dt>
            <dd>{content.left}</dd>
            <dt>{words.right}</dt>
            <dd>{content.right}</dd>
          </dl>
        )}
      </article>
      {question.instructions && (
        <details className={styles.instructions}>
          <summary>{t('labeling.instructions')}</summary>
          <p>{question.instructions}</p>
        </details>
      )}
      <p className={styles.sides}>
        {t('disputes.sides')}
        {question.sides.map((side) => (
          <Badge key={side}>{titleOf(side)}</Badge>
        ))}
      </p>
      <fieldset>
        <legend className={styles.question}>{'question' in schema ? schema.question : t('disputes.which')}</legend>
        <div className={styles.options}>
          {choices.map((choice) => (
            <label key={choice.value} className={styles.option}>
              <input
                type="radio"
                name={name}
                checked={choice.value === value}
                onChange={() => setValue(choice.value)}
              />
              <span>{choice.title}</span>
              {choice.key && <kbd aria-hidden="true">{choice.key.toUpperCase()}</kbd>}
            </label>
          ))}
        </div>
      </fieldset>
      <div className={styles.actions}>
        <Button look="quiet" onClick={onSkip} disabled={last} aria-keyshortcuts="s">
          {t('disputes.later')}
          <KeyHint name="S" />
        </Button>
        <Button type="submit" look="primary" large disabled={value === null || busy} aria-keyshortcuts="Enter">
          {t('disputes.answer')}
          <KeyHint name="↵" />
        </Button>
      </div>
    </form>
  );
}
