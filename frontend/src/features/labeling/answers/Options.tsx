import { useEffect, useId, useRef } from 'react';
import type { LabelSchema } from '@/lib/model';
import type { LabelValue } from '../assignment';
import { isPicked, type Choice } from './answer-model';
import styles from './answers.module.css';

interface OptionsProps {
  schema: LabelSchema;
  question: string;
  choices: Choice[];
  value: LabelValue | null;
  onPick: (choice: string) => void;
}

/** Native radios or checkboxes that look like buttons: arrows, focus and names come with them. */
export function Options({ schema, question, choices, value, onPick }: OptionsProps) {
  const name = useId();
  const group = useRef<HTMLFieldSetElement>(null);
  const multiple = schema.type === 'multi-choice';
  const picked = multiple || value === null ? null : String(value);
  useEffect(() => {
    // A digit moves focus with the choice, so that the arrows go on from there.
    const input = picked === null ? null : group.current?.querySelector<HTMLInputElement>('input:checked');
    if (input && !group.current?.contains(document.activeElement)) input.focus({ preventScroll: true });
    else if (input && document.activeElement instanceof HTMLInputElement) input.focus({ preventScroll: true });
  }, [picked]);
  const compact = schema.type === 'rating';
  return (
    <fieldset ref={group}>
      <legend className={styles.question}>{question}</legend>
      <div className={compact ? styles.scale : styles.options}>
        {choices.map((choice) => (
          <label key={choice.value} className={styles.option}>
            <input
              type={multiple ? 'checkbox' : 'radio'}
              name={name}
              checked={isPicked(value, choice.value)}
              onChange={() => onPick(choice.value)}
            />
            <span className={styles.title}>{choice.title}</span>
            {choice.key && !(compact && choice.key === choice.title) && (
              <kbd className={styles.key} aria-hidden="true">
                {choice.key.toUpperCase()}
              </kbd>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
