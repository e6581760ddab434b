import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Notice } from '@/components/Notice';
import { optionTitle, schemaOptions, type LabelSchema } from '@/lib/model';
import { choicesOf, isComplete, pick, toLabel } from './answers/answer-model';
import { NumberAnswer } from './answers/NumberAnswer';
import { Options } from './answers/Options';
import { SpansAnswer } from './answers/SpansAnswer';
import { TextAnswer } from './answers/TextAnswer';
import type { Assignment, LabelValue, Span } from './assignment';
import { isTyping, keyName, OPTION_KEYS } from '@/lib/keys';
import { KeyHint } from '@/components/KeyHint';
import styles from './labeling.module.css';

interface AnswerFormProps {
  schema: LabelSchema;
  assignment: Assignment;
  draft: LabelValue | null;
  paused: boolean;
  /** Stands beside the buttons, within reach of the thumb. */
  toast: ReactNode;
  onAnswer: (label: LabelValue) => void;
  onSkip: () => void;
}

/** The answer to one item; mounted anew for each, so that nothing of the last one lingers. */
export function AnswerForm({ schema, assignment, draft, paused, toast, onAnswer, onSkip }: AnswerFormProps) {
  const { t, i18n } = useTranslation();
  const [value, setValue] = useState<LabelValue | null>(draft);
  const complete = isComplete(schema, value);
  const choices = choicesOf(schema, {
    option: (wanted) => {
      const option = schemaOptions(schema).find((candidate) => candidate.value === wanted);
      return option ? optionTitle(option, i18n.language) : wanted;
    },
    left: t('labeling.left'),
    right: t('labeling.right'),
    tie: t('labeling.tie'),
  });
  const submit = useCallback(() => {
    if (complete) onAnswer(toLabel(schema, value));
  }, [complete, onAnswer, schema, value]);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (paused || event.repeat || event.isComposing || event.altKey) return;
      const command = event.ctrlKey || event.metaKey;
      if (event.key === 'Enter') {
        const typing = isTyping(event.target) && (event.target as HTMLElement).matches('textarea');
        const elsewhere = event.target instanceof Element && event.target.closest('button, a, [role=button]');
        if (elsewhere || (typing && !command)) return;
        event.preventDefault();
        submit();
      } else if (!command && !isTyping(event.target)) {
        const choice = choices?.find((candidate) => candidate.key === keyName(event));
        if (choice) setValue((before) => pick(schema, before, choice.value));
      }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [paused, choices, schema, submit]);

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {choices && 'question' in schema && schema.question && (
        <Options
          schema={schema}
          question={schema.question}
          choices={choices}
          value={value}
          onPick={(choice) => setValue((before) => pick(schema, before, choice))}
        />
      )}
      {schema.type === 'rating' && !choices && (
        <NumberAnswer schema={schema} value={value as number | null} onChange={setValue} />
      )}
      {schema.type === 'transcription' && (
        <TextAnswer question={schema.question} maxLength={schema.maxLength} value={(value ?? '') as string} onChange={setValue} />
      )}
      {schema.type === 'spans' && (
        <SpansAnswer
          question={schema.question ?? t('labeling.spanQuestion')}
          text={assignment.content.text ?? ''}
          labels={schema.labels.map((label, place) => ({
            value: label.value,
            key: OPTION_KEYS[place] ?? null,
            title: optionTitle(label, i18n.language),
          }))}
          value={(value ?? []) as Span[]}
          onChange={setValue}
        />
      )}
      {(schema.type === 'boxes' || schema.type === 'polygons') && (
        <Notice tone="info">{t('labeling.imageDesk')}</Notice>
      )}
      <div className={styles.dock}>
        <div className={styles.submitBar}>
          <Button look="quiet" onClick={onSkip} aria-keyshortcuts="s">
            {t('labeling.skip')}
            <KeyHint name="S" />
          </Button>
          <Button type="submit" look="primary" large disabled={!complete} aria-keyshortcuts="Enter">
            {t('labeling.submit')}
            <KeyHint name="↵" />
          </Button>
        </div>
        <div className={styles.toastPlace}>{toast}</div>
      </div>
    </form>
  );
}
