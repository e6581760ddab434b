import { useTranslation } from 'react-i18next';
import { explanations, type Explanation } from './case';
import styles from './review.module.css';

export type Considered = ReadonlySet<Explanation>;

interface ChecklistProps {
  title: string;
  considered: Considered;
  onChange: (considered: Considered) => void;
}

/** The innocent explanations, each ticked once the reviewer has thought it through. */
export function Checklist({ title, considered, onChange }: ChecklistProps) {
  const { t } = useTranslation();
  const toggle = (explanation: Explanation) => {
    const next = new Set(considered);
    if (!next.delete(explanation)) next.add(explanation);
    onChange(next);
  };
  return (
    <fieldset className={styles.checks}>
      <legend>{title}</legend>
      {explanations.map((explanation) => (
        <label key={explanation}>
          <input type="checkbox" checked={considered.has(explanation)} onChange={() => toggle(explanation)} />
          <span>{t(`cases.checklist.${explanation}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
