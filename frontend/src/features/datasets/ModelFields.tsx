import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import type { Priority } from '@/lib/model';
import { prelabelTimes, type Draft, type DraftPrelabels } from './new-dataset';
import styles from './datasets.module.css';

/** What the validation model helps with beyond judging. */
export function ModelFields({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const { t } = useTranslation();
  const times: Record<DraftPrelabels, string> = {
    never: t('datasets.form.prelabelsNever'),
    after: t('datasets.form.prelabelsAfter'),
    before: t('datasets.form.prelabelsBefore'),
  };
  return (
    <div className={styles.row}>
      <Field label={t('datasets.form.prelabels')} hint={t('datasets.form.prelabelsHint')}>
        {(control) => (
          <select
            {...control}
            value={draft.prelabels}
            onChange={(event) => onChange({ prelabels: event.target.value as DraftPrelabels })}
          >
            {prelabelTimes.map((time) => (
              <option key={time} value={time}>
                {times[time]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('datasets.form.priority')} hint={t('datasets.form.priorityHint')}>
        {(control) => (
          <select
            {...control}
            value={draft.priority}
            disabled={draft.targetError.trim() === ''}
            onChange={(event) => onChange({ priority: event.target.value as Priority })}
          >
            <option value="expected-error-reduction">{t('datasets.form.priorityExpected')}</option>
            <option value="active-lab">{t('datasets.form.priorityActive')}</option>
          </select>
        )}
      </Field>
    </div>
  );
}
